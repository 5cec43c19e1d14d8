using System.CommandLine;
using CityKit.Core.Time;
using CityKit.Samples.Compound.Driving;
using NodaTime;

namespace CityKit.Samples.Compound.Children;

/// <summary>The options that both children are started with.</summary>
internal sealed class ChildOptions
{
    private readonly Option<string> scenario = new("--scenario") { Required = true };
    private readonly Option<string> data = new("--data") { Required = true };
    private readonly Option<string> now = new("--now") { Required = true };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(scenario);
        command.Options.Add(data);
        command.Options.Add(now);
    }

    /// <summary>The scenario's file.</summary>
    public string Scenario(ParseResult parsed) => parsed.GetValue(scenario)!;

    /// <summary>The data folder.</summary>
    public DataFolder Data(ParseResult parsed) => DataFolder.Open(parsed.GetValue(data)!);

    /// <summary>Scenario time at the start.</summary>
    public Instant Now(ParseResult parsed) =>
        InstantNanoseconds.FromUnixNanoseconds(long.Parse(parsed.GetValue(now)!, System.Globalization.CultureInfo.InvariantCulture));
}
