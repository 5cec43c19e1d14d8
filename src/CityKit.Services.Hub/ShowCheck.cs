using CityKit.Cases;
using CityKit.Core;
using CityKit.Services.Approvals;
using CityKit.Services.Claims;
using CityKit.Services.Conditions;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>
/// Looks at what is shown before anything is journalled: verifies, plans, judges the conditions, and keeps what the item needs.
/// </summary>
internal sealed class ShowCheck(ServiceCatalogue catalogue, IReadOnlyCollection<string> sources, IWalletReader reader)
{
    internal const int MostCharacters = 64 << 10;
    private const int MostPresentations = 50;
    private readonly ServicePlanner planner = new(catalogue, sources);
    private readonly InstantApproval approval = new(catalogue);

    internal async ValueTask<(ShowCredentials? Command, Refusal? Refusal)> PrepareAsync(
        ShowCredentials show, Actor actor, Instant now, CancellationToken cancellationToken)
    {
        if (catalogue.FindItem(show.Item) is not { } item) return (null, Texts.NoSuchItem(show.Item));
        if (show.Presentations is not { Count: > 0 and <= MostPresentations } presentations)
            return (null, Texts.BadPresentations(show.Presentations?.Count ?? 0, MostPresentations));
        var (wallet, refusal) = await reader.ReadAsync(presentations, item, show.Application, now, cancellationToken).ConfigureAwait(false);
        return wallet is null ? (null, refusal) : (Complete(show, actor, item, wallet, now), null);
    }

    private ShowCredentials Complete(
        ShowCredentials show, Actor actor, ServiceItem item, IReadOnlyList<HeldCredential> wallet, Instant now)
    {
        var full = planner.Plan(item, wallet, now);
        var needed = Needed(wallet, full);
        var decision = approval.Decide(item, planner.Plan(item, needed, now), needed);
        return show with
        {
            Presentations = null,
            Applicant = show.Applicant ?? actor.Id,
            Record = ShownRecord.Write(full, needed, decision),
            Findings = new ShowFindings(item.Version, IdsOf(full, MaterialWay.Proved), IdsOf(full, MaterialWay.NotNeeded),
                [.. full.Materials.Where(line => line.Source is not null).Select(SourceOf)],
                !item.Approval.IsEmpty && decision.Conditions.All(condition => condition.Outcome == ConditionOutcome.Met)),
        };
    }

    private static MaterialSourceName SourceOf(MaterialPlan line) => new(line.Material.Id, line.Source!);

    private static IReadOnlyList<string> IdsOf(ServicePlan plan, MaterialWay way) =>
        [.. plan.Materials.Where(line => line.Way == way).Select(line => line.Material.Id)];

    /// <summary>The claims that the plan asks for, and no others.</summary>
    private static HeldCredential[] Needed(IReadOnlyList<HeldCredential> wallet, ServicePlan plan)
    {
        var claims = plan.Disclosures.Concat(plan.ApprovalDisclosures)
            .SelectMany(shown => shown.Claims.Select(claim => (shown.Credential, claim.Claim))).ToHashSet();
        return [.. wallet.Where(held => claims.Any(claim => claim.Credential == held.Id)).Select(held => held with
        {
            Claims = held.Claims.Where(claim => claims.Contains((held.Id, claim.Key))).ToDictionary(),
        })];
    }
}
