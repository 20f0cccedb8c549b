using HedgeFlow.Perf.Micro;

if (args is ["micro", "router"])
{
    RouterMetricCost.Run(Console.Out);
    return 0;
}

Console.Error.WriteLine("usage: HedgeFlow.Perf micro router");
return 2;
