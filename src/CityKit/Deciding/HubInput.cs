using CityKit.BuiltIn;
using CityKit.Core.Wire;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Records;
using CityKit.Relaying;
using CityKit.Setup;

namespace CityKit.Deciding;

/// <summary>One thing for the hub to decide, read and checked as far as it can be without the hub's state.</summary>
internal abstract record HubInput
{
    /// <summary>What makes a repeat of it recognizable; null when it has its own rule.</summary>
    internal virtual EntryKey? Entry => null;

    /// <summary>Whether it makes a group of its own: it changes what the inputs after it are decided by.</summary>
    internal virtual bool IsAlone => true;

    /// <param name="Configuration">What is to be in force.</param>
    /// <param name="Subjects">Subjects that it names and the store has not yet; null for one in the journal.</param>
    internal sealed record Configure(HubConfiguration Configuration, IReadOnlyList<NewSubject>? Subjects = null) : HubInput;

    internal sealed record Batch(EventBatch Events, ReadOnlyMemory<byte> Envelope) : HubInput
    {
        internal override bool IsAlone => false;
    }

    internal sealed record Feed(FeedBatch Readings) : HubInput
    {
        internal override EntryKey? Entry => new EntryKey(JournalKind.Feed, FeedIntake.KeyOf(Readings));

        internal override bool IsAlone => false;
    }

    /// <param name="Asked">The command.</param>
    /// <param name="Declared">How its module declares it; null for one in the journal whose module is not there.</param>
    /// <param name="By">Who gives it.</param>
    /// <param name="Personal">Personal data that came with it; null for one in the journal.</param>
    internal sealed record Command(HubCommand Asked, DeclaredCommand? Declared, Asking By, PersonalInput? Personal = null) : HubInput
    {
        internal override EntryKey? Entry => new EntryKey(JournalKind.Command, By.Key);

        internal override bool IsAlone => Declared is { IsAlone: true };
    }

    internal sealed record Tick : HubInput;

    internal sealed record Recompute : HubInput;

    /// <param name="Content">What the partitions of a city saw.</param>
    internal sealed record Relayed(Relay Content) : HubInput;

    internal sealed record Observe(Observation Content) : HubInput
    {
        internal override EntryKey? Entry => new EntryKey(JournalKind.Observation, Content.Key);
    }
}
