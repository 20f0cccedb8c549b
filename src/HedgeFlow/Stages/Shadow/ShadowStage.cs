using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Shadow;

/// <summary>
/// Runs the shadow pipeline for every request of the executor: a record into the log that telemetry reads and a line into the
/// journal. It decides nothing and is waited for by nobody. One thread. Source: services contract, pipeline shadow.
/// </summary>
public sealed class ShadowStage(ShadowOptions options, Func<string, string?> tierOf, ShadowLog log, Action<JournalRow> append)
{
    /// <summary>The routing that an order gets whose intent asks for none.</summary>
    private static readonly JsonObject UsualPolicy = new() { ["maker_first"] = true, ["taker_bias"] = RouterPolicyRule.Balanced, ["quality"] = "ok" };

    /// <summary>Requests that gave no record: a number of the intent could not be read.</summary>
    public long Unreadable { get; private set; }

    public void Process(ShadowRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        JsonObject? record = null;
        try
        {
            record = ShadowDecision.Build(InputsOf(request));
            if (record is null)
            {
                Unreadable++;
            }
            else
            {
                append(new JournalRow(JournalFiles.Shadow, record, null, request.Now));
            }
        }
        finally
        {
            log.Add(record);
        }
    }

    private ShadowInputs InputsOf(ShadowRequest request)
    {
        Intent intent = request.Intent;
        JsonObject? asked = (intent.Payload["router_ctx"] as JsonObject)?["router_policy"] as JsonObject;
        return new ShadowInputs(
            intent.Symbol,
            request.Heartbeat ? intent.Payload : SignalOf(request),
            new JsonObject
            {
                ["nav_usd"] = request.NavUsd,
                ["portfolio_gross_usd"] = request.PortfolioGrossUsd,
                ["symbol_open_qty"] = request.SymbolOpenQty,
            },
            [],
            request.DecisionDocument(),
            asked ?? UsualPolicy,
            Coerce.Number(asked?["offset_bps"]) ?? MakerOffset.BaseBps,
            options.MakerFeeBps,
            options.TakerFeeBps,
            tierOf(intent.Symbol),
            request.Now,
            request.Heartbeat);
    }

    /// <summary>The intent with the live values that it was judged by.</summary>
    private static JsonObject SignalOf(ShadowRequest request)
    {
        Intent intent = request.Intent;
        var signal = (JsonObject)intent.Payload.DeepClone();
        signal["side"] = intent.Signal;
        signal["notional"] = intent.Notional(request.Price);
        signal["price"] = request.Price;
        signal["leverage"] = intent.Leverage;
        signal["tier_gross_notional"] = request.TierGrossUsd;
        signal["current_gross_notional"] = request.PortfolioGrossUsd;
        signal["symbol_open_qty"] = request.SymbolOpenQty;
        signal["open_positions_count"] = request.OpenPositions;
        signal["attempt_id"] = intent.AttemptId;
        return signal;
    }
}
