using CityKit.Client.Chains;
using CityKit.Core;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;

namespace CityKit.Desk.Why;

/// <summary>What more there is to say of a link: names and values.</summary>
internal static class LinkDetail
{
    internal static IReadOnlyList<(string Name, string Value)> Of(ChainLink link, DeskView view) =>
    [
        .. Given(view, (WhyWords.Key, link.Key), (WhyWords.Hash, link.Hash)),
        .. link.Piece is not null ? Given(view, (WhyWords.Digest, link.Id)) : [],
        .. link.Item is not null ? Given(view, (WhyWords.Id, link.Id)) : [],
        .. link.Rule is { } rule ? Given(view, (WhyWords.RuleId, link.Id)).Concat(OfRule(rule, view)) : [],
        .. link.Sensor is { } sensor ? OfSensor(sensor, view) : [],
        .. link.Evidence is { } evidence ? Given(view, (WhyWords.Value, evidence.Value), (WhyWords.Limit, evidence.Limit),
            (WhyWords.Coverage, evidence.CoveragePermille is { } covered ? $"{view.Number(covered / 10m)} %" : null)) : [],
        .. link.Component is { } found ? Given(view, (WhyWords.Department, found.Department), (WhyWords.Owner, found.Owner),
            (WhyWords.Maintainer, found.Maintainer), (WhyWords.Registry, found.Registry)) : [],
        .. link.Duty is { } duty ? Given(view, (WhyWords.Nets, duty.Nets), (WhyWords.On, duty.On)) : [],
    ];

    private static IEnumerable<(string, string)> OfRule(LinkRule rule, DeskView view) => Given(view,
        (WhyWords.FileWords, rule.When is { Length: > 0 } words
            ? $"{words} ({view.Say(rule.Where == "edge" ? WhyWords.AtEdge : WhyWords.AtHub)})" : null),
        (WhyWords.LegalDuty, rule.Duty), (WhyWords.Purpose, rule.Purpose),
        (WhyWords.Version, rule is { Version: { } version, Entry: { } entry } ? view.Say(WhyWords.InForce, version, entry) : rule.Version));

    private static IEnumerable<(string, string)> OfSensor(LinkSensor sensor, DeskView view) => Given(view,
        (CommonWords.UnitGrid, sensor.Grid), (WhyWords.Component, sensor.Component),
        (WhyWords.ValidFrom, sensor.ValidFrom is { } from ? view.When(from) : null),
        (WhyWords.Readings, sensor.Household ? view.Say(WhyWords.OfHousehold) : null));

    private static IEnumerable<(string, string)> Given(DeskView view, params IEnumerable<(LocalizedText Name, string? Value)> pairs) =>
        pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => (view.Say(pair.Name), pair.Value!));
}
