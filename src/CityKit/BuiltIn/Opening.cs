using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;

namespace CityKit.BuiltIn;

/// <summary>Makes a request of a command that opens a work item.</summary>
internal static class Opening
{
    private const int MaxSource = 64;
    private const int MaxCause = 256;
    private const string Public = "resident";

    /// <param name="open">The command.</param>
    /// <param name="key">The command's key.</param>
    internal static WorkItemId IdOf(OpenItem open, string key) =>
        WorkItemId.FromCause(open.Cause is { } cause ? $"cause|{open.Profile}|{open.Source}|{cause}" : $"open|{key}");

    internal static OpenWorkItem Of(OpenItem open, string key) => new(IdOf(open, key), open.Profile, open.Source)
    {
        Class = open.Class,
        Title = open.Title,
        Place = open.Place,
        Component = open.Component,
        Details = open.Details,
        Evidence = open.Evidence,
    };

    internal static Refusal? Wrong(OpenItem open, Actor actor) =>
        open.Source.Length is 0 or > MaxSource ? Refusal.Of("bad-request",
            $"The source has 1 to {MaxSource} characters, not {open.Source.Length}.",
            $"上报来源须为 1 至 {MaxSource} 个字符，而非 {open.Source.Length} 个。")
        : actor.AnyRoles.All(role => role == Role.Resident) && open.Source != Public ? Refusal.Of("other-source",
            $"What a resident reports has the source '{Public}', not '{open.Source}': profiles ask it to be verified.",
            $"居民上报的来源须为“{Public}”，不能为“{open.Source}”。")
        : open.Cause is { Length: 0 or > MaxCause } ? Refusal.Of("bad-request",
            $"The cause has 1 to {MaxCause} characters, not {open.Cause.Length}.", $"起因须为 1 至 {MaxCause} 个字符，而非 {open.Cause.Length} 个。")
        : null;
}
