using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.Kinds;

/// <summary>One item and what people do with it, each at a local time.</summary>
internal sealed class Story
{
    private readonly WorkEngine engine;

    internal Story(string profile, Actor opener, string local, WorkEngine? engine = null)
    {
        this.engine = engine ?? Engine;
        Now = At(local);
        Last = this.engine.Open(Report($"{profile}/1", profile) with { Class = null, ReportId = "r-1", Source = "hotline" }, opener, Now);
        Item = Last.OrThrow();
    }

    internal WorkItem Item { get; private set; }

    internal WorkDecision Last { get; private set; }

    internal Instant Now { get; private set; }

    internal string State => Item.State;

    internal IEnumerable<string> Told => Last.Notices.Select(notice => notice.To.ToString());

    internal Story Does(Actor actor, WorkCommand command, string? local = null)
    {
        if (local is not null) Now = At(local);
        Last = engine.Apply(Item, command, actor, Now);
        Item = Last.OrThrow();
        return this;
    }

    internal Story Does(Actor actor, string command, string? local = null, string? reason = null) =>
        Does(actor, new WorkCommand(command) { Reason = reason }, local);

    /// <summary>The code of the refusal, or "done"; the story does not go on.</summary>
    internal string Asks(Actor actor, WorkCommand command, string? local = null) =>
        engine.Apply(Item, command, actor, local is null ? Now : At(local)).Refusal?.Code ?? "done";

    internal string Asks(Actor actor, string command, string? local = null) =>
        Asks(actor, new WorkCommand(command) { Reason = "理由", Photo = "photo/1" }, local);

    internal Story Waits(string local)
    {
        Now = At(local);
        Last = engine.Tick(Item, Now);
        Item = Last.Item!;
        return this;
    }

    /// <summary>Everything about the part is done elsewhere, and the whole hears of it.</summary>
    internal Story PartCloses(string local)
    {
        Now = At(local);
        var part = engine.Open(Report("part") with { Id = Item.Parts.Single(each => each.IsOpen).Id }, Inspector, Now).OrThrow();
        Last = engine.Follow(new WorkLink(WorkLinkKind.PartClosed, Item.Id), part, Item, Actor.System, Now);
        Item = Last.OrThrow();
        return this;
    }
}
