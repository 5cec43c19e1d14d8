using System.Text;
using CityKit.Services.Approvals;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using CityKit.Services.Tests.Support;
using NodaTime;

namespace CityKit.Services.Tests;

/// <summary>
/// It approves at once, or hands over with what to look at; it never refuses, and its reasons can be read and made again.
/// </summary>
public sealed class InstantApprovalTests
{
    private static readonly ServiceCatalogue School = TestCatalogue.Load("training-school");
    private static readonly ServiceItem Renewal = School.FindItem("registration-renewal")!;
    private static readonly HashSet<string> Confirmed = ["lease", "fire-safety", "teachers", "credit-record"];

    /// <summary>The unit's certificate was taken under a leniency: conditions do not rely on it.</summary>
    private static readonly IReadOnlyList<HeldCredential> Strict =
        [.. TestCatalogue.Wallet("training-school").Select(held => held with { Leniencies = [] })];

    [Fact]
    public void Decide_WhenEverythingIsProvedAndHolds_Approves()
    {
        var decision = Decide(Strict, Confirmed);
        Assert.Equal(ApprovalOutcome.Approved, decision.Outcome);
        Assert.Empty(decision.LookAt);
        Assert.Equal(5, decision.Conditions.Length);
    }

    [Fact]
    public void Decide_BeforeADepartmentConfirmed_HandsOverWithWhatIsMissing()
    {
        var decision = Decide(Strict, new HashSet<string>(Confirmed.Except(["fire-safety"])));
        Assert.Equal(ApprovalOutcome.HandedOver, decision.Outcome);
        var look = Assert.Single(decision.LookAt);
        Assert.Equal(("material", "fire-safety", "Not confirmed yet: Proof of fire safety"), (look.Kind, look.Id, look.Text.En));
    }

    [Fact]
    public void Decide_WithAClaimThatDoesNotHold_HandsOverAndNeverRefuses()
    {
        var failed = Strict.Select(held => held.Type == "school-licence" ? With(held, "inspection", "不合格") : held).ToArray();
        var decision = Decide(failed, Confirmed);
        Assert.Equal(ApprovalOutcome.HandedOver, decision.Outcome);
        Assert.Equal("不符合：年检合格", Assert.Single(decision.LookAt).Text.Zh);
        Assert.Equal(["HandedOver", "Approved"], Enum.GetNames<ApprovalOutcome>()); // there is no third
    }

    [Fact]
    public void Decide_OverACredentialTakenUnderALeniency_LeavesItToAPerson() =>
        Assert.Contains(Decide(TestCatalogue.Wallet("training-school"), Confirmed).LookAt,
            look => look.Id == "same-unit" && look.Text.En.StartsWith("Cannot be told", StringComparison.Ordinal));

    [Fact]
    public void Decide_OfAnItemWithoutConditions_IsForAPerson()
    {
        var catalogue = TestCatalogue.With("", "");
        var item = catalogue.FindItem("allowance")!;
        var plan = new ServicePlanner(catalogue, []).Plan(item, [], TestCatalogue.Now);
        Assert.Equal("item", Assert.Single(new InstantApproval(catalogue).Decide(item, plan, []).LookAt).Kind);
    }

    [Fact]
    public void ToUtf8_OfADecision_HasReasonsAndNoPersonalValue()
    {
        var text = Encoding.UTF8.GetString(Decide(Strict, Confirmed).ToUtf8());
        Assert.Contains("""{"claim":"school-licence/inspection","requirement":{"zh":"应为 合格、基本合格","en":"is 合格 or 基本合格"},"outcome":"met","value":"合格"}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"claim":"id-card/birth_date","requirement":{"zh":"应不晚于 2008-03-02","en":"is on or before 2008-03-02"},"outcome":"met"}""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1980-10-10", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ToUtf8_OfAClaimOfAChild_HasNoValueWhateverItsOwnClass()
    {
        var catalogue = TestCatalogue.With(
            "", "", """, "approval": [{"id": "c", "name": {"zh": "条件", "en": "condition"}, "if": {"claim": "child:licence/code", "equals": "9137"}}]""");
        var (item, wallet) = (catalogue.FindItem("allowance")!, new[] { TestCatalogue.Licence() with { Party = "child" } });
        var decision = new InstantApproval(catalogue).Decide(item, new ServicePlanner(catalogue, []).Plan(item, wallet, TestCatalogue.Now),
            wallet);
        Assert.Null(Assert.Single(decision.Conditions[0].Claims).Value);
    }

    [Fact]
    public void Decide_Again_OnTheClaimsThatWereShown_GivesTheSameBytes()
    {
        var first = Decide(Strict, Confirmed).ToUtf8();
        var kept = WalletJson.Read(WalletJson.ToUtf8(Strict), out _)!;
        Assert.Equal(first, Decide(kept, Confirmed).ToUtf8());
        Assert.NotEqual(first, Decide(kept, Confirmed, Duration.FromDays(1)).ToUtf8()); // "today" is part of it
    }

    [Fact]
    public void Plan_ForInstantApproval_SaysWhatIsShownBesideTheMaterials()
    {
        var plan = new ServicePlanner(School, Confirmed.Count == 0 ? [] : School.Sources.Select(s => s.Id)).Plan(Renewal, Strict,
            TestCatalogue.Now);
        var more = Assert.Single(plan.ApprovalDisclosures);
        Assert.Equal(("birth_date", "approval:of-age"), (Assert.Single(more.Claims).Claim, more.Claims[0].For[0]));
    }

    private static HeldCredential With(HeldCredential held, string claim, string value) =>
        held with { Claims = new Dictionary<string, ClaimValue>(held.Claims) { [claim] = ClaimValue.Of(value) } };

    private static ApprovalDecision Decide(IReadOnlyList<HeldCredential> wallet, IReadOnlySet<string> confirmed, Duration later = default)
    {
        var plan = new ServicePlanner(School, School.Sources.Select(source => source.Id)).Plan(Renewal, wallet, TestCatalogue.Now + later);
        return new InstantApproval(School).Decide(Renewal, plan, wallet, confirmed);
    }
}
