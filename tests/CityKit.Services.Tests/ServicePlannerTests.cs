using CityKit.Services.Claims;
using CityKit.Services.Plans;
using CityKit.Services.Tests.Support;
using NodaTime;

namespace CityKit.Services.Tests;

/// <summary>What is proved, by which claims and no more, what a department confirms, what is handed in, and why.</summary>
public sealed class ServicePlannerTests
{
    private const string Identity =
        """{"id": "identity", "name": {"zh": "身份", "en": "Identity"}, "provedBy": [{"credential": "id-card", "claims": ["name", "number"]}]}""";

    private const string Asked = """{"material": "identity"}""";

    [Fact]
    public void Plan_WithACredentialThatProves_ShowsTheClaimsAskedForAndNoMore()
    {
        var plan = Plan(Identity, Asked, [TestCatalogue.IdCard()]);
        var line = Assert.Single(plan.Materials);
        Assert.Equal((MaterialWay.Proved, "c-1"), (line.Way, line.Credential));
        var disclosure = Assert.Single(plan.Disclosures);
        Assert.Equal(["name", "number"], disclosure.Claims.Select(claim => claim.Claim));
        Assert.All(disclosure.Claims, claim => Assert.Equal<string>(["identity"], claim.For));
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "none-held", "You hold no 'Identity card': apply for it, or hand the material in.", "您的证照包中没有身份证；可先申领，或提交该材料。" },
        { "wrong-issuer", "'Identity card' is issued by somebody, not by police: use one of theirs, or hand the material in.",
            "身份证的签发机关 somebody 不在可信名单（police）内，请使用名单内机关签发的证照或提交该材料。" },
        { "not-yet-valid", "'Identity card' is valid from 2026-03-03 on: wait, or hand the material in.",
            "身份证自 2026-03-03 起生效，请届时办理或提交该材料。" },
        { "expired", "'Identity card' expired on 2026-03-02: renew it, or hand the material in.", "身份证已于 2026-03-02 到期，请换证或提交该材料。" },
        { "revoked", "'Identity card' was revoked: apply for a new one, or hand the material in.", "身份证已被废止，请重新申领或提交该材料。" },
        { "suspended", "'Identity card' is suspended: ask police, or hand the material in.", "身份证已被中止，请联系 police 恢复或提交该材料。" },
        { "stale", "What is known of the status of 'Identity card' is too old: try again online, or hand the material in.",
            "身份证的状态信息已过时，请联网更新后重试或提交该材料。" },
        { "unknown-status", "The status of 'Identity card' is not known: try again later, or hand the material in.",
            "无法确认身份证的状态，请稍后重试或提交该材料。" },
        { "leniency", "'Identity card' was taken under a leniency (check-digit) that this material does not allow: have it corrected, or hand the material in.",
            "身份证系按容错规则（check-digit）收录，本材料不接受，请更正证照或提交该材料。" },
        { "claim-missing", "'Identity card' does not show number: have it completed, or hand the material in.",
            "身份证缺少 number，请补全证照或提交该材料。" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Plan_WithACredentialThatDoesNotProve_SaysWhyAndTheWayOut(string code, string en, string zh)
    {
        var reason = Assert.Single(Assert.Single(Plan(Identity, Asked, WalletWith(code)).Materials).Reasons);
        Assert.Equal((code, en, zh), (reason.Code, reason.Text.En, reason.Text.Zh));
    }

    [Fact]
    public void Plan_WithARevokedCredentialThatIsExpiredToo_SaysExpired()
    {
        var both = TestCatalogue.IdCard() with { Status = HeldStatus.Revoked, ValidUntil = TestCatalogue.Now };
        Assert.Equal("expired", Plan(Identity, Asked, [both]).Materials[0].Reasons[0].Code);
    }

    [Fact]
    public void Plan_WithAnOldAndANewCredential_TakesTheOneValidLongest()
    {
        var old = TestCatalogue.IdCard("old") with { ValidUntil = TestCatalogue.Now + Duration.FromDays(1) };
        var expired = TestCatalogue.IdCard("expired") with { ValidUntil = TestCatalogue.Now - Duration.FromDays(1) };
        Assert.Equal("new", Plan(Identity, Asked, [old, expired, TestCatalogue.IdCard("new")]).Materials[0].Credential);
        Assert.Equal("old", Plan(Identity, Asked, [expired, old]).Materials[0].Credential);
    }

    [Fact]
    public void Plan_WithALeniencyThatTheMaterialAllows_IsProved()
    {
        var lenient = Identity.Replace("\"number\"]}", "\"number\"], \"leniencies\": [\"check-digit\"]}", StringComparison.Ordinal);
        Assert.Equal(MaterialWay.Proved, Plan(lenient, Asked, WalletWith("leniency")).Materials[0].Way);
    }

    [Fact]
    public void Plan_OfWhatIsIssuedOnPaperAlone_SaysSo()
    {
        const string Book = """{"id": "book", "name": {"zh": "户口簿", "en": "Booklet"}, "provedBy": [{"credential": "old-book", "claims": ["number"]}]}""";
        var reason = Assert.Single(Plan(Book, """{"material": "book"}""", []).Materials[0].Reasons);
        Assert.Equal(("not-electronic", "'Household booklet' is not issued electronically: hand it in."), (reason.Code, reason.Text.En));
    }

    [Fact]
    public void Plan_WithACredentialOfSomebodyElse_IsNotProved()
    {
        var child = TestCatalogue.IdCard() with { Party = "child" };
        Assert.Equal("none-held", Plan(Identity, Asked, [child]).Materials[0].Reasons[0].Code);
    }

    [Fact]
    public void Plan_OfASignatureOnSite_TakesTheHoldersOwn()
    {
        const string Statement = """
            {"id": "statement", "name": {"zh": "承诺书", "en": "Statement"}, "kind": "signature",
             "provedBy": [{"credential": "id-card", "claims": ["name"], "signed": true}]}
            """;
        var unsigned = Plan(Statement, """{"material": "statement"}""", [TestCatalogue.IdCard()]);
        Assert.Equal("not-signed", unsigned.Materials[0].Reasons[0].Code);
        Assert.Equal(1, unsigned.Figures.SignaturesHandedIn);
        var signed = Plan(Statement, """{"material": "statement"}""", [TestCatalogue.IdCard() with { IsSigned = true }]);
        Assert.Equal((MaterialWay.Proved, 0), (signed.Materials[0].Way, signed.Figures.SignaturesHandedIn));
    }

    [Theory]
    [InlineData(true, MaterialWay.Confirmed, "none-held")]
    [InlineData(false, MaterialWay.HandIn, "none-held source-not-connected")]
    public void Plan_WithASource_IsConfirmedWhenItIsConnected(bool isConnected, MaterialWay way, string reasons)
    {
        var material = Identity.Replace("]}]}", "]}], \"confirmedBy\": [\"register\"]}", StringComparison.Ordinal);
        var line = Assert.Single(Plan(material, Asked, [], isConnected ? ["register"] : []).Materials);
        Assert.Equal((way, reasons), (line.Way, string.Join(' ', line.Reasons.Select(reason => reason.Code))));
    }

    [Theory]
    [InlineData("1950-01-01", MaterialWay.NotNeeded)] // 60 and older need no income certificate
    [InlineData("1990-01-01", MaterialWay.HandIn)]
    [InlineData("unreadable", MaterialWay.HandIn)] // unknown counts as needed
    public void Plan_WithAMaterialThatDepends_AsksOnlyThoseItConcerns(string birthDate, MaterialWay way)
    {
        const string Paper = """{"id": "paper", "name": {"zh": "收入证明", "en": "Income certificate"}}""";
        const string When = """{"material": "paper", "when": {"claim": "id-card/birth_date", "after": "today - 60 years"}}""";
        var plan = Plan(Paper, When, [TestCatalogue.IdCard(birthDate: birthDate)]);
        Assert.Equal(way, plan.Materials[0].Way);
        Assert.Equal<string>(["when:paper"], Assert.Single(Assert.Single(plan.Disclosures).Claims).For); // it has to be shown, and for this
    }

    [Fact]
    public void Plan_OfSeveralWays_ShowsAsFewClaimsAsCanBe()
    {
        const string Materials = """
            {"id": "a", "name": {"zh": "甲", "en": "A"}, "provedBy": [{"credential": "id-card", "claims": ["name"]}, {"credential": "licence", "claims": ["owner"]}]},
            {"id": "b", "name": {"zh": "乙", "en": "B"}, "provedBy": [{"credential": "id-card", "claims": ["number", "name"]}, {"credential": "licence", "claims": ["owner"]}]}
            """;
        var plan = Plan(Materials, """{"material": "a"}, {"material": "b"}""", [TestCatalogue.IdCard(), TestCatalogue.Licence()]);
        Assert.Equal("owner", Assert.Single(Assert.Single(plan.Disclosures).Claims).Claim);
    }

    [Fact]
    public void Plan_OfTheSameWallet_IsTheSameInAnyOrder()
    {
        var catalogue = TestCatalogue.Load("after-death");
        var planner = new ServicePlanner(catalogue, []);
        var wallet = TestCatalogue.Wallet("after-death");
        var texts = new[] { wallet,
            [.. wallet.Reverse()] }.Select(w => TextOf(planner.Plan(catalogue.FindBundle("after-death")!, w, TestCatalogue.Now)));
        Assert.Single(texts.Distinct());
    }

    [Fact]
    public void Plan_WithTwoCredentialsOfOneId_IsTheCallersFault() =>
        Assert.Throws<ArgumentException>(() => Plan(Identity, Asked, [TestCatalogue.IdCard(), TestCatalogue.IdCard()]));

    [Fact]
    public void New_WithASourceThatIsNotThere_IsTheCallersFault() =>
        Assert.Throws<ArgumentException>(() => new ServicePlanner(TestCatalogue.Load("new-born"), ["nothing"]));

    private static string TextOf(ServicePlan plan) => string.Join('\n',
        plan.Materials
            .Select(line => $"{line.Material.Id} {line.Way} {line.Credential} {string.Join(',', line.Reasons.Select(r => r.Text.En))}")
            .Concat(plan.Disclosures.Select(
                d => $"{d.Credential} {string.Join(',', d.Claims.Select(c => $"{c.Claim} {string.Join('+', c.For)}"))}")));

    private static HeldCredential[] WalletWith(string fault)
    {
        var card = TestCatalogue.IdCard();
        return fault switch
        {
            "none-held" => [],
            "wrong-issuer" => [card with { Issuer = "somebody" }],
            "not-yet-valid" => [card with { ValidFrom = TestCatalogue.Now + Duration.FromDays(1) }],
            "expired" => [card with { ValidUntil = TestCatalogue.Now }],
            "revoked" => [card with { Status = HeldStatus.Revoked }],
            "suspended" => [card with { Status = HeldStatus.Suspended }],
            "stale" => [card with { Status = HeldStatus.Stale }],
            "unknown-status" => [card with { Status = HeldStatus.Unknown }],
            "leniency" => [card with { Leniencies = ["check-digit"] }],
            _ => [card with { Claims = new Dictionary<string, ClaimValue> { ["name"] = ClaimValue.Of("虚构") } }],
        };
    }

    private static ServicePlan Plan(string materials, string asked, HeldCredential[] wallet, string[]? sources = null)
    {
        var catalogue = TestCatalogue.With(materials, asked);
        return new ServicePlanner(catalogue, sources ?? []).Plan(catalogue.FindItem("allowance")!, wallet, TestCatalogue.Now);
    }
}
