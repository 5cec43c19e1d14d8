using System.Text;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Alerts;

public sealed class AlertTextTests
{
    private const string All = """
        {"zh": "{place}：{duration}内用水 {value} {unit}，低于 {limit}",
         "en": "{place}: {value} {unit} in {duration}, below {limit}; {count} sensor"}
        """;

    [Fact]
    public void Message_OfAWindow_HasValueUnitLimitPlaceAndDurationInBothLanguages()
    {
        var bench = Of("""{"kind": "window", "over": "2 h", "steps": 2, "below": "30 L"}""", All);
        bench.Readings(0, 180, 0).Reading(181, 0);
        var message = AlertText.Message(Assert.Single(bench.Outcomes, o => o.Kind == OutcomeKind.Raised), "370202001-3");
        Assert.Equal("370202001-3: 0 L in 2 h, below 30 L; 1 sensor", message!.En);
        Assert.Equal("370202001-3：2 小时内用水 0 L，低于 30 L", message.Zh);
    }

    [Theory]
    [InlineData("""{"kind": "threshold", "above": "12 L", "hold": "90 s"}""", 20, "80 L, 12 L, 90 s")]
    [InlineData("""{"kind": "threshold", "above": "600 L/h"}""", 20, "1200 L/h, 600 L/h, 0 s")]
    [InlineData("""{"kind": "threshold", "outside": {"from": "1 L", "to": "8 L"}}""", 20, "0 L, 1 L – 8 L, 0 s")]
    [InlineData("""{"kind": "change", "rises": "2 L/min"}""", 40, "40 L/min, 2 L/min, 0 s")]
    [InlineData("""{"kind": "change", "falls": "120 L/h"}""", -40, "2400 L/h, 120 L/h, 0 s")]
    public void Message_OfAReading_HasWhatWasComparedAndTheLimitOfTheFile(string when, long value, string text)
    {
        var bench = Of(when, """{"zh": "{value}", "en": "{value} {unit}, {limit}, {duration}"}""")
            .Reading(1, 0).Reading(2, value).Reading(3, 2 * value).Reading(4, 4 * value);
        Assert.StartsWith(text, AlertText.Message(bench.Outcomes[0], null)!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_WithoutAPlace_NamesTheSensor()
    {
        var bench = Of("""{"kind": "threshold", "above": "1 L"}""", """{"zh": "{place}", "en": "{place}"}""").Reading(1, 5);
        Assert.Equal("dev-1/meter", AlertText.Message(bench.Outcomes[0], null)!.En);
    }

    [Fact]
    public void Message_OfARuleWithoutOne_IsNull() =>
        Assert.Null(AlertText.Message(new Bench("""{"kind": "threshold", "above": "1 L"}""").Reading(1, 5).Outcomes[0], null));

    [Theory]
    [InlineData("{valeu}", "unknown placeholder '{valeu}'", "value")]
    [InlineData("{name} fell", "unknown placeholder '{name}'", null)]
    [InlineData("{value", "'{' without '}'", null)]
    [InlineData("value}", "'}' without '{'", null)]
    [InlineData("call 13800138000", "what looks like a telephone, identity number or address", null)]
    [InlineData("write to zhang@example.com", "what looks like a telephone, identity number or address", null)]
    public void Parse_AMessageThatCannotBe_NamesItsPlaceAndWhatIsAllowed(string en, string found, string? nearMiss)
    {
        Assert.Null(RuleSet.Parse(File("""{"kind": "threshold", "above": "1 L"}""", $$"""{"zh": "一", "en": "{{en}}"}"""), out var errors));
        var error = Assert.Single(errors);
        Assert.Equal(("rules[0].then.message.en", found, nearMiss), (error.Path, error.Found.En, error.NearMiss));
    }

    private static Bench Of(string when, string message) =>
        new(Bench.Parse(Encoding.UTF8.GetString(File(when, message))), Bench.DefaultRegister);

    private static byte[] File(string when, string message) => Encoding.UTF8.GetBytes($$$"""
        {"version": 2, "rules": [{"id": "r", "where": "hub", "sensors": {"sensor": "meter"}, "when": {{{when}}},
          "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}, "message": {{{message}}} } }]}
        """);
}
