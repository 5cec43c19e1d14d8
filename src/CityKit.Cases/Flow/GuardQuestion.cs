using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>What a guard is asked. <c>default</c> asks nothing, and no engine makes it.</summary>
public readonly struct GuardQuestion
{
    internal GuardQuestion(WorkItem item, Profile profile, WorkPolicy policy, WorkClock clock, Actor actor, Instant now,
        string argument = "") =>
        (Item, Profile, Policy, Clock, Actor, Now, Argument) = (item, profile, policy, clock, actor, now, argument);

    /// <summary>The item as it is.</summary>
    public WorkItem Item { get; }

    /// <summary>Its profile.</summary>
    public Profile Profile { get; }

    /// <summary>The city's rules.</summary>
    public WorkPolicy Policy { get; }

    /// <summary>Who wants to move it; the engine itself on a timed step.</summary>
    public Actor Actor { get; }

    /// <summary>When.</summary>
    public Instant Now { get; }

    /// <summary>What is behind the colon; empty without one.</summary>
    public string Argument { get; }

    internal WorkClock Clock { get; }

    /// <summary>A field of the profile's own that the item carries; empty when it has none.</summary>
    public string Detail(string field) => Item.Details.GetValueOrDefault(field, "");

    internal GuardQuestion About(string argument) => new(Item, Profile, Policy, Clock, Actor, Now, argument);
}
