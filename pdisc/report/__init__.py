"""The disclosure summary (统计表) of a period: its rows, sums, norms and rulings."""
