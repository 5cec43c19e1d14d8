using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Services.Claims;
using CityKit.Services.Conditions;
using CityKit.Services.Items;
using CityKit.Services.Plans;

namespace CityKit.Services.Approvals;

/// <summary>
/// Approves an item at once when everything it asks for is proved or confirmed and every condition holds (秒批、智能办). Everything else it hands
/// over to a person, with what to look at.
/// </summary>
/// <remarks>
/// For items whose file has conditions of approval; an item without any always goes to a person. It is pure and serves any thread. It never
/// refuses, and it decides by the wallet that it is given: whether that was verified is the caller's part.
/// </remarks>
/// <param name="catalogue">The items.</param>
/// <example><code>
/// var item = catalogue.FindItem("elder-allowance")!;
/// var plan = new ServicePlanner(catalogue, sources: ["marriage-register"]).Plan(item, wallet, now);
/// var decision = new InstantApproval(catalogue).Decide(item, plan, wallet);
/// if (decision.Outcome == ApprovalOutcome.HandedOver)
///     foreach (var look in decision.LookAt) Console.WriteLine(look.Text.En);
/// </code></example>
public sealed class InstantApproval(ServiceCatalogue catalogue)
{
    /// <summary>Decides.</summary>
    /// <param name="item">The item.</param>
    /// <param name="plan">A plan for it, or for a bundle with it; its time is the decision's.</param>
    /// <param name="wallet">The credentials that were shown.</param>
    /// <param name="confirmed">
    /// Ids of materials that were confirmed by a department, or come from a step that is done; null for none.
    /// </param>
    public ApprovalDecision Decide(
        ServiceItem item, ServicePlan plan, IEnumerable<HeldCredential> wallet, IReadOnlySet<string>? confirmed = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(wallet);
        var view = new WalletView(wallet, catalogue.Types, plan.At);
        ImmutableArray<ApprovalFinding> findings = [.. item.Approval.Select(condition => Look(condition, view))];
        var open = plan.Materials.Where(line => line.Items.Contains(item.Id) && !IsSettled(line, confirmed)).Select(MaterialToLookAt);
        ImmutableArray<ApprovalLook> lookAt = [.. AlwaysByPerson(item), .. open,
            .. findings.Where(finding => finding.Outcome != ConditionOutcome.Met).Select(ConditionToLookAt)];
        return new ApprovalDecision(item.Id, item.Version, plan.At,
            lookAt.IsEmpty ? ApprovalOutcome.Approved : ApprovalOutcome.HandedOver, findings, lookAt);
    }

    private static ApprovalFinding Look(ApprovalCondition condition, WalletView view)
    {
        var run = new ConditionRun(view);
        var outcome = ConditionRun.OutcomeOf(condition.If.Holds(run));
        return new ApprovalFinding(condition.Id, condition.Name, outcome, [.. run.Findings]);
    }

    private static bool IsSettled(MaterialPlan line, IReadOnlySet<string>? confirmed) =>
        line.Way is MaterialWay.Proved or MaterialWay.NotNeeded || confirmed?.Contains(line.Material.Id) == true;

    private static IEnumerable<ApprovalLook> AlwaysByPerson(ServiceItem item) => item.Approval.IsEmpty
        ? [new ApprovalLook("item", item.Id, new LocalizedText("该事项由人工审批。", "A person always decides this item."))] : [];

    private static ApprovalLook MaterialToLookAt(MaterialPlan line) => new("material", line.Material.Id, line.Way switch
    {
        MaterialWay.Confirmed => new LocalizedText($"待部门核验：{line.Material.Name.Zh}", $"Not confirmed yet: {line.Material.Name.En}"),
        MaterialWay.FromStep => new LocalizedText($"待前序环节产生：{line.Material.Name.Zh}", $"Not issued yet: {line.Material.Name.En}"),
        _ => new LocalizedText($"核对提交的材料：{line.Material.Name.Zh}", $"Look at what is handed in: {line.Material.Name.En}"),
    });

    private static ApprovalLook ConditionToLookAt(ApprovalFinding finding) => new("condition", finding.Id,
        finding.Outcome == ConditionOutcome.NotMet
            ? new LocalizedText($"不符合：{finding.Name.Zh}", $"Does not hold: {finding.Name.En}")
            : new LocalizedText($"无法判断：{finding.Name.Zh}", $"Cannot be told: {finding.Name.En}"));
}
