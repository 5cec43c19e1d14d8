namespace CityKit.Sensors.Rules;

/// <summary>One rule of the rule file (规则): where it runs, which sensors it is about, what follows. What it looks for is said by its kind.</summary>
public abstract record Rule
{
    private protected Rule() { }

    /// <summary>Its name, unique in the file; part of every alert's identity.</summary>
    public required string Id { get; init; }

    /// <summary>Where it runs.</summary>
    public required RuleHost Where { get; init; }

    /// <summary>Which sensors it is about.</summary>
    public required SensorSelector Sensors { get; init; }

    /// <summary>What follows.</summary>
    public required RuleAction Then { get; init; }

    /// <summary>The line of the rule in its file, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The column of the rule in its file, from 1.</summary>
    public int Column { get; init; }
}
