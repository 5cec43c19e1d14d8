using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.World;
using NodaTime;

namespace CityKit.Sample.Tests;

public sealed class WorldTests
{
    [Fact]
    public void Of_ShippedScenario_GivesTheSameEdgesTwiceInOrderAndReallyEdges()
    {
        var (first, second) = (Scene.Of(TestScenario.Read()), Scene.Of(TestScenario.Read()));
        Assert.Equal(first.Edges, second.Edges);
        Assert.Equal(first.Edges.OrderBy(e => e.Nanoseconds).ThenBy(e => e.Line), first.Edges);
        foreach (var line in first.Edges.GroupBy(e => e.Line))
        {
            var level = first.Rest[line.Key];
            Assert.All(line, e => Assert.NotEqual(level, level = e.Active));
        }
    }

    [Fact]
    public void Of_Water_HasOnePulseForEachLitre()
    {
        var scenario = TestScenario.Read();
        var water = scenario.Water!;
        var scene = Scene.Of(scenario);
        var pulses = scene.Edges.Count(e => scene.Lines[e.Line] == water.Line && e.Active);
        var real = SourceTable.Read(water.File, water.SourceZone)
            .Where(row => row.Local.PlusWeeks(water.Weeks).InZoneLeniently(scenario.Zone).ToInstant() is var at && at >= scenario.Start
                && at < scenario.End)
            .Sum(row => row.Values.Values.Sum());
        var burst = water.Bursts.Sum(b => b.For.TotalMinutes * b.LitresPerMinute);
        Assert.InRange(pulses, Math.Floor(real + burst) - 1, Math.Floor(real + burst) + 1);
    }

    [Fact]
    public void Of_Water_KeepsLocalHourAndWeekday()
    {
        var scenario = TestScenario.Read();
        var (local, _) = SourceTable.Read(scenario.Water!.File, scenario.Water.SourceZone).First();
        var moved = local.PlusWeeks(scenario.Water.Weeks).InZoneLeniently(scenario.Zone);
        Assert.Equal((local.DayOfWeek, local.TimeOfDay), (moved.DayOfWeek, moved.TimeOfDay));
        Assert.Equal(scenario.Start, moved.ToInstant());
    }

    [Theory]
    [InlineData("Object", "canopy-upper", "canopy-lower", "fall-camera")]
    [InlineData("Smoke", "smoke")]
    [InlineData("GasTap")]
    public void Beside_ADemandOfTheDesk_MovesItsLinesAndLeavesThemAtRest(string demand, params string[] moved)
    {
        var scenario = TestScenario.Read();
        var happenings = DemandedHappenings.Of(Enum.Parse<Demand>(demand), scenario, scenario.End);
        var edges = Scene.Beside(scenario, happenings);
        Assert.Equal(moved.Order(), edges.Select(edge => scenario.Lines[edge.Line].Name).Distinct().Order());
        Assert.All(edges, edge => Assert.True(edge.Nanoseconds > scenario.ToMonotonic(scenario.End - Duration.FromMilliseconds(10))));
        Assert.All(edges.GroupBy(edge => edge.Line), line => Assert.Equal(scenario.Lines[line.Key].ActiveAtRest, line.Last().Active));
    }

    [Fact]
    public void Build_LevelThatTheLineHas_IsNoEdge()
    {
        var script = new EdgeScript(["a", "b"], [false, true]);
        script.Set("a", true, 30);
        script.Set("a", true, 20);
        script.Set("b", true, 10);
        script.Pulse("b", 40, 5);
        Assert.Equal([new WorldEdge(0, true, 20), new WorldEdge(1, false, 40), new WorldEdge(1, true, 45)], script.Build(after: 0));
    }

    [Fact]
    public void LevelsAt_InAPulse_ShowsIt()
    {
        var script = new EdgeScript(["a"], [false]);
        script.Pulse("a", 10, 10);
        var scene = new Scene(["a"], [false], script.Build(after: 0));
        Assert.Equal([false, true, true, false], new long[] { 9, 10, 19, 20 }.Select(at => scene.LevelsAt(at)[0]));
    }
}
