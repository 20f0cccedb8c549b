using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;

namespace HedgeFlow.Tests.Conformance.Intel;

internal static class ScheduleAdapters
{
    [Vector("intel/intel_schedule")]
    public static JsonNode? Schedule(JsonNode? input)
    {
        JsonNode settings = input!["settings"]!;
        var schedule = new IntelSchedule(new IntelOptions
        {
            Enabled = Coerce.Flag(settings["intel_enabled"]),
            AutotuneEnabled = Coerce.Flag(settings["autotune_enabled"]),
            AllocatorEnabled = Coerce.Flag(settings["allocator_enabled"]),
            UniverseIntervalS = Coerce.Number(settings["universe_s"])!.Value,
            IntervalS = Coerce.Number(settings["intel_s"])!.Value,
            AutotuneIntervalS = Coerce.Number(settings["autotune_s"])!.Value,
            AllocatorIntervalS = Coerce.Number(settings["allocator_s"])!.Value,
        });
        var active = new JsonArray();
        foreach (double now in ((JsonArray)input["ticks"]!).Select(tick => Coerce.Number(tick)!.Value))
        {
            var chain = new StubChain(name => ((input["fail"]?[name] as JsonArray) ?? []).Any(tick => Coerce.Number(tick) == now));
            schedule.Universe(now, () => chain.Call("universe"));
            if (schedule.IsRunDue(now))
            {
                schedule.Run(now, chain);
            }

            if (chain.Calls.Count > 0 || chain.GotFresh is not null)
            {
                var tick = new JsonObject { ["t"] = now, ["calls"] = chain.Calls };
                if (chain.GotFresh is { } fresh)
                {
                    tick["allocator_got_fresh_router_suggestions"] = fresh;
                }

                active.Add(tick);
            }
        }

        return active;
    }

    private sealed class StubChain(Func<string, bool> fails) : IIntelChain
    {
        private bool _tuned;

        public JsonArray Calls { get; } = [];

        public bool? GotFresh { get; private set; }

        public void Call(string name)
        {
            if (fails(name))
            {
                throw new InvalidOperationException(name);
            }

            Calls.Add(name);
        }

        public void Expectancy() => Call("expectancy");

        public void SymbolScores() => Call("symbol_scores");

        public void FurtherSteps()
        {
            Call("rv_momentum");
            Call("factor_diagnostics");
        }

        public void Autotune()
        {
            Call("router_suggestions");
            _tuned = true;
        }

        public void Allocate()
        {
            GotFresh = _tuned;
            Call("risk_allocation");
        }
    }
}
