using System.Xml.Linq;
using HedgeFlow.Host.Plots;

namespace HedgeFlow.Tests.Dashboard;

[TestClass]
public sealed class PlotTests
{
    [TestMethod]
    public void Hostile_names_and_values_give_well_formed_pictures()
    {
        string[] pictures =
        [
            new BarPlot { Title = DashboardFolder.Hostile, Bars = [(DashboardFolder.Hostile + "\u0001\ud800", double.NaN), ("b", -2), ("c", 1e300)] }.Render(),
            new LinePlot { Title = "t", Series = [new PlotSeries("a", [new(1, 1), new(2, double.NaN), new(3, -4), new(3, 5)])] }.Render(),
            new LinePlot { Title = "none", Series = [] }.Render(),
            new LinePlot { Title = "one", Series = [new PlotSeries("a", [new(1, 7)])], WithZero = true }.Render(),
            new HeatMap { Title = "h", Names = ["<a>", "b"], Values = [[1, -0.5], [double.NaN]] }.Render(),
            new Histogram { Title = "q", Values = [1, 1, 1] }.Render(),
            new Histogram { Title = "q", Values = [] }.Render(),
            Sparkline.Render("s", [1, double.NaN, 3]),
        ];
        foreach (string picture in pictures)
        {
            XElement svg = XElement.Parse(picture);
            Assert.AreEqual("img", svg.Attribute("role")!.Value);
            Assert.AreEqual("title", svg.Elements().First().Name.LocalName);
            Assert.IsEmpty(svg.Descendants().Where(element => element.Name.LocalName == "script"));
            Assert.DoesNotContain("NaN\"", picture);
        }
    }

    [TestMethod]
    public void Ticks_are_round_and_hold_every_value()
    {
        foreach (double scale in (double[])[1e-6, 0.3, 7, 12345, 1e9])
        {
            PlotScale axis = PlotScale.Over([-0.37 * scale, 2.11 * scale], 0, 100);
            Assert.IsTrue(axis.Low <= -0.37 * scale && axis.High >= 2.11 * scale);
            Assert.IsTrue(axis.Ticks().Count() is >= 3 and <= 8);
        }
    }
}
