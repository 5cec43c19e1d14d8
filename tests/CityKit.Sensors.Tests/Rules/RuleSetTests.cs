using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Rules;

public sealed class RuleSetTests
{
    [Fact]
    public void Parse_TheDocumentedFile_ReadsOneOfEachKind()
    {
        var rules = Bench.Parse(RulesDocument.Json).Rules;
        Assert.Equal([typeof(MatchRule), typeof(MatchRule), typeof(ContactRule), typeof(ThresholdRule), typeof(WindowRule),
            typeof(WindowRule), typeof(SilenceRule)], rules.Select(r => r.GetType()));
        var elder = Assert.IsType<WindowRule>(rules.Single(r => r.Id == "elder-gas-low"));
        Assert.Equal((LimitSide.Below, new Amount(0.01m, "m3"), Duration.FromHours(24), 950),
            (elder.Side, elder.Limit, elder.Over, elder.CoveragePermille));
        Assert.Equal(new RuleLead("care-visit", "GB/T 47678.5-2026:matter:10993", true, null), elder.Then.Lead);
        var rush = Assert.IsType<ThresholdRule>(rules.Single(r => r.Id == "water-rush"));
        Assert.Equal((true, new Amount(3, "m3"), new Amount(0.5m, "m3"), Duration.FromMinutes(10)),
            (rush.IsRate, rush.Limit, rush.Hysteresis, rush.Hold));
        Assert.Equal((Severity.Critical, RuleHost.Edge), (rules[0].Then.Severity, rules[0].Where));
        Assert.Equal(["DutyOfficer", "GridWorker"], rules[0].Then.Notify);
        Assert.True(rules[0].Line > 1);
    }

    [Theory]
    [InlineData("\"where\": \"hub\"", "\"where\": \"hubb\"", "rules[0].where", "hub")]
    [InlineData("\"kind\": \"window\"", "\"kind\": \"windw\"", "rules[0].when.kind", "window")]
    [InlineData("\"over\": \"PT24H\"", "\"over\": \"24h\"", "rules[0].when.over", null)]
    [InlineData("\"over\": \"PT24H\"", "\"over\": \"PT0S\"", "rules[0].when.over", null)]
    [InlineData("\"over\": \"PT24H\"", "\"over\": \"P400D\"", "rules[0].when.over", null)]
    [InlineData("\"below\"", "\"belw\"", "rules[0].when", null)]
    [InlineData("0.01 m3", "0.01m3", "rules[0].when.below", null)]
    [InlineData("\"coverage\": 0.95", "\"coverage\": 0.9", "rules[0].when.coverage", null)]
    [InlineData("\"coverage\": 0.95", "\"covrage\": 0.95", "rules[0].when.covrage", "coverage")]
    [InlineData("\"severity\": \"info\"", "\"severity\": \"high\"", "rules[0].then.severity", null)]
    [InlineData("\"quantity\": \"gas\"", "\"quantity\": \"Gas\"", "rules[0].sensors.quantity", null)]
    [InlineData("\"quantity\": \"gas\"", "", "rules[0].sensors", null)]
    [InlineData("\"id\": \"low\"", "\"id\": \"Low\"", "rules[0].id", null)]
    [InlineData("Asia/Shanghai", "Asia/Shanghia", "zone", "Asia/Shanghai")]
    public void Parse_OneThingWrong_SaysWhereAndWhatWasMeant(string right, string wrong, string path, string? nearMiss)
    {
        const string file = """
            {"version": 1, "zone": "Asia/Shanghai", "rules": [
              {"id": "low", "where": "hub", "sensors": {"quantity": "gas"},
               "when": {"kind": "window", "over": "PT24H", "below": "0.01 m3", "coverage": 0.95},
               "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
            """;
        Assert.Contains(right, file, StringComparison.Ordinal);
        Assert.NotNull(Bench.Parse(file));
        var text = file.Replace(right, wrong, StringComparison.Ordinal);
        Assert.Null(RuleSet.Parse(Encoding.UTF8.GetBytes(text), out var errors));
        Assert.Equal((path, nearMiss), (errors[0].Path, errors[0].NearMiss));
        Assert.InRange(errors[0].Line, 1, 4);
    }

    [Theory]
    [InlineData("\"purpose\": \"elder-care\"", "elder-care", null)]
    [InlineData("\"duty\": \"消防法 第十七条\"", null, "消防法 第十七条")]
    public void Parse_PurposeOrDuty_IsRead(string member, string? purpose, string? duty)
    {
        var rule = Assert.Single(Bench.Parse(Stating(member)).Rules);
        Assert.Equal((purpose, duty), (rule.Purpose, rule.Duty));
    }

    [Theory]
    [InlineData("\"purpose\": \"Elder care\"", "rules[0].purpose")]
    [InlineData("\"purpose\": \"\"", "rules[0].purpose")]
    [InlineData("\"duty\": \"\"", "rules[0].duty")]
    public void Parse_PurposeOrDutyWrong_SaysWhere(string member, string path)
    {
        Assert.Null(RuleSet.Parse(Encoding.UTF8.GetBytes(Stating(member)), out var errors));
        Assert.Equal(path, errors[0].Path);
    }

    [Fact]
    public void Check_ARuleWithoutPurposeAndDutyAboutHouseholds_IsOneErrorAtTheRule()
    {
        var register = SensorRegister.Of(
            [.. new[] { "a", "b", "c" }.Select(name => Bench.Entry(name, "gas", "m3") with { Household = name == "a" ? null : name })]);
        var error = Assert.Single(
            Bench.Parse(Stating("\"where\": \"edge\"").Replace("\"where\": \"hub\", ", "", StringComparison.Ordinal)).Check(register));
        Assert.Equal((2, "low"), (error.Line, error.Path));
        Assert.Contains("dev-1/b", error.Message.En, StringComparison.Ordinal);
        Assert.Empty(Bench.Parse(Stating("\"purpose\": \"elder-care\"")).Check(register));
        Assert.Empty(Bench.Parse(Stating("\"duty\": \"x\"")).Check(register));
    }

    [Fact]
    public void WithoutConsent_OfEntries_NamesThoseWhoseRulesDoNotRun()
    {
        var rules = Bench.Parse(Stating("\"purpose\": \"elder-care\""));
        var household = Bench.Entry("a", "gas", "m3") with { Household = "h" };
        var consent = new Consent("elder-care", "head", Bench.At(10), Bench.At(20));
        Sensor[] entries =
        [
            Bench.Entry("nobodys", "gas", "m3"), household, household with { Consent = consent },
            household with { Consent = consent with { Purpose = "water" } },
            household with { ValidTo = Bench.At(0) }, household with { Quantity = Quantity.Parse("water") },
        ];
        Assert.Equal([entries[1], entries[3]], rules.WithoutConsent(entries, Bench.At(5)).Select(found => found.Sensor));
        Assert.Equal([entries[1], entries[2], entries[3]], rules.WithoutConsent(entries, Bench.At(20)).Select(found => found.Sensor));
        Assert.Empty(Bench.Parse(Stating("\"duty\": \"x\"")).WithoutConsent(entries, Bench.At(5)));
    }

    private static string Stating(string member) => $$$$"""
        {"version": 1, "rules": [
          {"id": "low", "where": "hub", "sensors": {"quantity": "gas"}, {{{{member}}}}, "when": {"kind": "match", "event": "contact"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
        """;

    [Fact]
    public void Parse_TwoRulesOfOneId_AreRefused()
    {
        const string rule = """{"id": "a", "where": "hub", "sensors": {"device": "d"}, "when": {"kind": "silence", "for": "PT1H"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}""";
        Assert.Null(RuleSet.Parse(Encoding.UTF8.GetBytes($"{{\"version\": 1, \"rules\": [{rule},\n{rule}]}}"), out var errors));
        Assert.Equal((2, "rules[1].id"), (Assert.Single(errors).Line, errors[0].Path));
    }

    [Fact]
    public void Check_LimitInAUnitThatDoesNotFit_NamesRuleAndSensor()
    {
        var rules = Bench.Rules(
            """{"kind": "window", "over": "PT1H", "below": "1 kWh"}""", """{"kind": "threshold", "above": "0.5 L/h"}""");
        var errors = rules.Check(SensorRegister.Of([Bench.Entry("meter", "water", "L")]));
        Assert.Equal(["r0", "r1"], errors.Select(e => e.Path));
        Assert.Contains("dev-1/meter", errors[0].Found.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01:00", "05:00", "04:59:59", true)]
    [InlineData("01:00", "05:00", "05:00:00", false)]
    [InlineData("22:00", "06:00", "23:00:00", true)]
    [InlineData("22:00", "06:00", "00:00:00", true)]
    [InlineData("22:00", "06:00", "06:00:00", false)]
    public void DayRange_Times_ContainsBeginNotEnd(string from, string to, string time, bool expected) =>
        Assert.Equal(expected, new DayRange(Time(from), Time(to)).Contains(Time(time)));

    private static LocalTime Time(string text) =>
        LocalTime.FromTimeOnly(TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
