/* Nothing but a status. */
#ifdef CALLS
int CALLS(void);
#endif

int main(void) {
#ifdef CALLS
  return CALLS();
#else
  return 5;
#endif
}
