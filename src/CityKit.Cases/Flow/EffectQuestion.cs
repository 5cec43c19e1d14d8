using CityKit.Cases.Profiles;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>What an effect is asked. <c>default</c> asks nothing, and no engine makes it.</summary>
public readonly struct EffectQuestion
{
    internal EffectQuestion(WorkChange change, ItemClocks clocks, WorkCommand command, Actor actor, Instant at, string argument) =>
        (Change, Clocks, Command, Actor, At, Argument) = (change, clocks, command, actor, at, argument);

    /// <summary>The item so far.</summary>
    public WorkItem Item => Change.Item;

    /// <summary>Its profile.</summary>
    public Profile Profile => Change.Profile;

    /// <summary>The command that the row carries out.</summary>
    public WorkCommand Command { get; }

    /// <summary>Who gave it.</summary>
    public Actor Actor { get; }

    /// <summary>When.</summary>
    public Instant At { get; }

    /// <summary>What is behind the colon; empty without one.</summary>
    public string Argument { get; }

    internal WorkChange Change { get; }

    internal ItemClocks Clocks { get; }
}
