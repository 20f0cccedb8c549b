using System.CommandLine;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe factors</c>: weights and normalisation of the factors as last published. Only reads.</summary>
internal static class FactorsProbe
{
    public static Command Create(CommonOptions common)
    {
        var switches = new ProbeSwitches(timed: false);
        var command = new Command("factors", "Factor weights and coefficients, from factor_diagnostics.json; only reads");
        ProbeRunner.Attach(command, common, switches, writes: false, (settings, result) =>
        {
            if (ProbeFiles.Document(settings, FactorDiagnosticsState.Surface.File) is not JsonObject document)
            {
                return ProbeResult.None($"without {FactorDiagnosticsState.Surface.File}: an intel run writes it (INTEL_V6_ENABLED=1)");
            }

            JsonObject weights = document["weights"] as JsonObject ?? [], coefficients = document["normalization_coeffs"] as JsonObject ?? [];
            JsonObject ratios = document["factor_ir"] as JsonObject ?? [];
            string[] names =
            [
                .. weights.Select(member => member.Key).Union(coefficients.Select(member => member.Key))
                    .OrderByDescending(name => Coerce.Number(weights[name]) ?? 0).ThenBy(name => name, StringComparer.Ordinal),
            ];
            string readings = FigureText.Number((document["raw_factors"] as JsonObject)?.Count ?? 0), age = IsoTime.Format(IsoTime.Parse(document["updated_ts"])) ?? "an unknown time";
            return new ProbeResult(
                document,
                ["factor", "weight", "IR", "mean", "std", "min", "max"],
                [
                    .. names.Take(switches.Shown(result, names.Length)).Select(name =>
                    {
                        var row = coefficients[name] as JsonObject;
                        string Text(string key) => FigureText.Number(Coerce.Number(row?[key]));
                        return (IReadOnlyList<string>)
                        [
                            name,
                            FigureText.Percent(Coerce.Number(weights[name])),
                            FigureText.Number(Coerce.Number(ratios[name]), "0.000"),
                            Text("mean"), Text("std"), Text("min"), Text("max"),
                        ];
                    }),
                ],
                [$"{readings} readings, of {age}"]);
        });
        return command;
    }
}
