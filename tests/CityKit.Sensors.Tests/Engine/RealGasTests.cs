using System.Globalization;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>The elder watch (city.md, 2025: less than 0.01 m³ of gas in 24 h) on a real home's year; see Data/SOURCES.md.</summary>
public sealed class RealGasTests
{
    private static readonly InstantPattern Hour = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm'Z'");
    private static readonly SensorKey Gas = new(DeviceId.Parse("gas-company"), SensorName.Parse("d5a7"));

    [Fact]
    public void Window_AYearOfARealHome_Finds581LowWindows()
    {
        var (low, _, outcomes) = Run(_ => true);
        Assert.Equal(581, low);
        Assert.Equal(outcomes.Count(o => o.Kind == OutcomeKind.Raised), outcomes.Count(o => o.Kind == OutcomeKind.Cleared)
            + (low > 0 && outcomes[^1].Kind == OutcomeKind.Raised ? 1 : 0));
        Assert.DoesNotContain(outcomes, o => o.Kind == OutcomeKind.Incomplete);
    }

    [Fact]
    public void Window_TheSameYearWithTwoHoursOfEachDayMissing_IsNeverLow()
    {
        var (low, incomplete, outcomes) = Run(row => row % 24 >= 2);
        Assert.Equal(0, low);
        Assert.Equal(1, incomplete);
        Assert.DoesNotContain(outcomes, o => o.Kind == OutcomeKind.Raised);
    }

    private static (int Low, int Incomplete, List<RuleOutcome> Outcomes) Run(Func<int, bool> isKept)
    {
        // 1 W for an hour = 1,000 mWh; 1 m³ = 10,550 Wh = 10,550,000 mWh
        var sensor = new Sensor { Key = Gas, Quantity = Quantity.Parse("gas"), Unit = "m3", PerUnit = 10_550_000,
            ValidFrom = Instant.FromUtc(2015, 1, 1, 0, 0) };
        var engine = new RuleEngine(Bench.Parse(RulesDocument.Json), RuleHost.Hub, SensorRegister.Of([sensor]));
        var outcomes = new List<RuleOutcome>();
        var low = 0;
        var raised = false;
        foreach (var (row, at, milliwattHours) in Rows().Where(r => isKept(r.Row)))
        {
            var first = outcomes.Count;
            engine.Observe(new Observation(Gas, EventKind.Reading, at + Duration.FromHours(1), Duration.FromHours(1), milliwattHours),
                outcomes);
            foreach (var outcome in outcomes.Skip(first).Where(o => o.Rule.Id == "elder-gas-low"))
                raised = outcome.Kind switch { OutcomeKind.Raised => true, OutcomeKind.Cleared => false, _ => raised };
            if (raised) low++;
        }
        return (low, outcomes.Count(o => o.Kind == OutcomeKind.Incomplete), outcomes);
    }

    private static IEnumerable<(int Row, Instant At, long MilliwattHours)> Rows() =>
        Resource.Text("opengrid_gas_d5a7_2016_hour_W.csv.gz").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select((line, row) => (
                row, Hour.Parse(line.Split(',')[0]).Value,
                (long)decimal.Round(decimal.Parse(line.Split(',')[1], CultureInfo.InvariantCulture) * 1000)));
}
