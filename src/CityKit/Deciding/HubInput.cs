using CityKit.Modules;
using CityKit.Storage;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core.Wire;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Setup;

namespace CityKit.Deciding;

/// <summary>One thing for the hub to decide, read and checked as far as it can be without the hub's state.</summary>
internal abstract record HubInput
{
    /// <summary>What makes a repeat of it recognizable; null when it has its own rule.</summary>
    internal virtual EntryKey? Entry => null;

    /// <summary>Whether it makes a group of its own: it changes what the inputs after it are decided by.</summary>
    internal virtual bool IsAlone => true;

    internal sealed record Configure(HubConfiguration Configuration) : HubInput;

    internal sealed record Batch(EventBatch Events, ReadOnlyMemory<byte> Envelope) : HubInput
    {
        internal override bool IsAlone => false;
    }

    internal sealed record Feed(FeedBatch Readings) : HubInput
    {
        internal override EntryKey? Entry => new EntryKey(JournalKind.Feed, FeedIntake.KeyOf(Readings));

        internal override bool IsAlone => false;
    }

    internal sealed record Command(HubCommand Asked, Actor Actor, ProtectedText? Text) : HubInput
    {
        /// <summary>What the journal knows it by.</summary>
        internal string Key => CommandIds.KeyOf(Actor, Asked.CommandId);

        /// <summary>Whether it is in the journal already, and so was checked.</summary>
        internal bool IsKept { get; init; }

        internal override EntryKey? Entry => new EntryKey(JournalKind.Command, Key);

        internal override bool IsAlone =>
            Asked is AdmitDevice or PublishBundle or OfferRelease or PutSensors or RetireSensor or PutRules
                or PutPolicy or PutProfile or RetireProfile or PutCalendar or PutGrids;
    }

    internal sealed record Tick : HubInput;

    internal sealed record Recompute : HubInput;
}
