using HedgeFlow.Perf.Micro;

switch (args)
{
    case ["micro", "router"]:
        RouterMetricCost.Run(Console.Out);
        return 0;
    case ["micro", "risk"]:
        RiskCost.Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: HedgeFlow.Perf micro router|risk");
        return 2;
}
