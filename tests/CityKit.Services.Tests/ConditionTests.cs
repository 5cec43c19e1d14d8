using CityKit.Services.Approvals;
using CityKit.Services.Claims;
using CityKit.Services.Conditions;
using CityKit.Services.Plans;
using CityKit.Services.Tests.Support;

namespace CityKit.Services.Tests;

/// <summary>The truth table of conditions: met, not met, unknown.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{"claim": "licence/code", "equals": "9137"}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "licence/code", "equals": "9138"}""", ConditionOutcome.NotMet)]
    [InlineData("""{"claim": "licence/code", "equals": 9137}""", ConditionOutcome.Unknown)] // a text is no number
    [InlineData("""{"claim": "licence/code", "in": ["1", "9137"]}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "licence/active", "equals": true}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "licence/active", "equals": false}""", ConditionOutcome.NotMet)]
    [InlineData("""{"claim": "licence/staff", "atLeast": 3}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "licence/staff", "above": 3}""", ConditionOutcome.NotMet)]
    [InlineData("""{"claim": "licence/staff", "atMost": 3}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "licence/staff", "below": 3.5}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "licence/code", "below": 3}""", ConditionOutcome.Unknown)]
    [InlineData("""{"claim": "id-card/birth_date", "onOrBefore": "1966-03-02"}""", ConditionOutcome.Met)] // 60 on the day, in Shanghai
    [InlineData("""{"claim": "id-card/birth_date", "before": "today - 60 years"}""", ConditionOutcome.NotMet)]
    [InlineData("""{"claim": "id-card/birth_date", "onOrBefore": "today - 60 years"}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "id-card/birth_date", "onOrAfter": "today - 720 months"}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "id-card/birth_date", "after": "today + 1 day"}""", ConditionOutcome.NotMet)]
    [InlineData("""{"claim": "id-card/name", "before": "today"}""", ConditionOutcome.Unknown)] // a name is no day
    [InlineData("""{"claim": "id-card/name", "sameAs": "licence/owner"}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "id-card/number", "sameAs": "licence/owner"}""", ConditionOutcome.NotMet)]
    [InlineData("""{"claim": "id-card/number", "sameAs": "child:id-card/number"}""", ConditionOutcome.Unknown)]
    [InlineData("""{"claim": "id-card/number", "isShown": true}""", ConditionOutcome.Met)]
    [InlineData("""{"claim": "child:id-card/number", "isShown": true}""", ConditionOutcome.NotMet)]
    [InlineData("""{"claim": "child:id-card/number", "equals": "1"}""", ConditionOutcome.Unknown)]
    [InlineData("""{"not": {"claim": "child:id-card/number", "equals": "1"}}""", ConditionOutcome.Unknown)]
    [InlineData("""{"not": {"claim": "licence/staff", "atLeast": 5}}""", ConditionOutcome.Met)]
    [InlineData("""{"all": [{"claim": "licence/staff", "atLeast": 1}, {"claim": "child:id-card/number", "equals": "1"}]}""",
        ConditionOutcome.Unknown)]
    [InlineData("""{"all": [{"claim": "licence/staff", "atLeast": 9}, {"claim": "child:id-card/number", "equals": "1"}]}""",
        ConditionOutcome.NotMet)]
    [InlineData("""{"any": [{"claim": "licence/staff", "atLeast": 9}, {"claim": "child:id-card/number", "equals": "1"}]}""",
        ConditionOutcome.Unknown)]
    [InlineData("""{"any": [{"claim": "licence/staff", "atLeast": 1}, {"claim": "child:id-card/number", "equals": "1"}]}""",
        ConditionOutcome.Met)]
    public void Decide_OverACondition_FindsWhatHolds(string condition, ConditionOutcome expected) =>
        Assert.Equal(expected, Decide(condition).Conditions[0].Outcome);

    [Theory]
    [InlineData(HeldStatus.Revoked)]
    [InlineData(HeldStatus.Stale)]
    [InlineData(HeldStatus.Unknown)]
    public void Decide_OverACredentialThatIsNotValid_CannotTell(HeldStatus status)
    {
        var decision = Decide("""{"claim": "licence/staff", "atLeast": 1}""", [TestCatalogue.Licence() with { Status = status }]);
        Assert.Equal((ConditionOutcome.Unknown, ApprovalOutcome.HandedOver), (decision.Conditions[0].Outcome, decision.Outcome));
    }

    private static ApprovalDecision Decide(string condition, HeldCredential[]? wallet = null)
    {
        var catalogue = TestCatalogue.With(
            "", "", $$""", "approval": [{"id": "c", "name": {"zh": "条件", "en": "condition"}, "if": {{condition}}}]""");
        wallet ??= [TestCatalogue.IdCard(birthDate: "1966-03-02"), TestCatalogue.Licence()];
        var item = catalogue.FindItem("allowance")!;
        return new InstantApproval(catalogue).Decide(item, new ServicePlanner(catalogue, []).Plan(item, wallet, TestCatalogue.Now), wallet);
    }
}
