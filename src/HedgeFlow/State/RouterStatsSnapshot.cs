namespace HedgeFlow.State;

/// <summary>Rolling fill statistics of the router, per symbol. Source: router contract, router statistics.</summary>
public sealed record RouterStatsSnapshot
{
    /// <summary>Epoch seconds.</summary>
    public required double UpdatedTs { get; init; }

    /// <summary>Upper-case symbol → statistics, in the order in which the symbols first appeared; without events absent.</summary>
    public required IReadOnlyDictionary<string, SymbolStats> PerSymbol { get; init; }

    /// <summary>Not above 0: events never leave.</summary>
    public required double WindowSeconds { get; init; }

    /// <summary>Events that stay however old they are.</summary>
    public required int MinEvents { get; init; }

    /// <summary>Fills of one symbol, weighted by notional; bps, ms, USD, epoch seconds.</summary>
    public sealed record SymbolStats
    {
        public required string Symbol { get; init; }

        /// <summary>Absolute distance from the intended price.</summary>
        public required double AvgSlippageBps { get; init; }

        /// <summary>Exponential mean of the absolute slippage over all fills ever.</summary>
        public required double SlippageDriftBps { get; init; }

        public required double AvgLatencyMs { get; init; }

        /// <summary>0..1 by notional.</summary>
        public required double TwapUsageRatio { get; init; }

        public required double LastOrderTs { get; init; }

        public required double LastFillTs { get; init; }

        public required double TotalNotional { get; init; }

        public required double TwapNotional { get; init; }

        public required int EventCount { get; init; }

        public required ChildOrders ChildOrders { get; init; }
    }

    /// <summary>TWAP children: how many, and filled against intended notional.</summary>
    public sealed record ChildOrders
    {
        public required int Count { get; init; }

        public required double FillRatio { get; init; }
    }
}
