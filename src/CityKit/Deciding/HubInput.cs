using CityKit.Modules;
using CityKit.Storage;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core.Wire;
using CityKit.Feeds;

namespace CityKit.Deciding;

/// <summary>One thing for the hub to decide, read and checked as far as it can be without the hub's state.</summary>
internal abstract record HubInput
{
    internal sealed record Configure(HubConfiguration Configuration) : HubInput;

    internal sealed record Batch(EventBatch Events, ReadOnlyMemory<byte> Envelope) : HubInput;

    internal sealed record Feed(FeedBatch Readings) : HubInput;

    internal sealed record Command(HubCommand Asked, Actor Actor, ProtectedText? Text) : HubInput
    {
        /// <summary>What the journal knows it by.</summary>
        internal string Key => CommandIds.KeyOf(Actor, Asked.CommandId);

        /// <summary>Whether it is in the journal already, and so was checked.</summary>
        internal bool IsKept { get; init; }
    }

    internal sealed record Tick : HubInput;

    internal sealed record Recompute : HubInput;
}
