// No include here.
