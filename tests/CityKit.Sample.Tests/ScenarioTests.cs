using CityKit.Samples.Compound;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Sample.Tests;

public sealed class ScenarioTests
{
    [Fact]
    public void Check_ShippedScenario_HasNoError() => ScenarioCheck.Check(TestScenario.Read());

    [Theory]
    [InlineData("\"settle\": \"PT10S\"", "\"setle\": \"PT10S\"", "setle")]
    [InlineData("\"line\": \"smoke\"", "\"line\": \"smok\"", "smok")]
    [InlineData("\"what\": \"fog\"", "\"what\": \"frog\"", "frog")]
    [InlineData("\"2026-09-03T04:30:00\"", "\"2025-09-03T04:30:00\"", "2025-09-03T04:30:00")]
    [InlineData("\"pair\": \"canopy\"", "\"pair\": \"canapy\"", "canapy")]
    [InlineData("\"rules\": \"rules.json\"", "\"rules\": \"no.json\"", "no.json")]
    [InlineData("\"as\": \"care-worker\"", "\"as\": \"nobody\"", "nobody")]
    public void Read_OneThingWrong_NamesItsLineAndWhatWasFound(string right, string wrong, string found)
    {
        var text = File.ReadAllText(TestScenario.Path);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        var line = text[..at].Count(c => c == '\n') + 1;
        var path = Path.Combine(AppContext.BaseDirectory, "Data", $"wrong-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length)));
        try
        {
            var error = Assert.Throws<InputException>(() => ScenarioReader.Read(path));
            Assert.Contains($"Line {line},", error.Message, StringComparison.Ordinal);
            Assert.Contains(found, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void After_AnyMoment_GivesTheSameHandshakesAsFromTheStart()
    {
        var scenario = TestScenario.Read();
        var all = Schedule.After(scenario, scenario.Start).ToArray();
        Assert.Equal(scenario.End, all[^1]);
        Assert.Equal(all.Order().Distinct(), all);
        Assert.All(scenario.Moments().Where(m => m + scenario.Settle < scenario.End), m => Assert.Contains(m + scenario.Settle, all));
        Assert.Equal(all[100..], Schedule.After(scenario, all[99]));
    }

    [Theory]
    [InlineData("max", null)]
    [InlineData("5400", 5400.0)]
    [InlineData("0.5", 0.5)]
    public void TryParse_ASpeed_IsRead(string text, double? factor)
    {
        Assert.True(Speed.TryParse(text, out var speed));
        Assert.Equal(factor, speed.Factor);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("fast")]
    [InlineData("Infinity")]
    [InlineData("")]
    public void TryParse_NoSpeed_IsRefused(string text) => Assert.False(Speed.TryParse(text, out _));
}
