using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CityKit.Cases.Profiles;
using CityKit.Core.Text;
using CityKit.Tests.Shared;
using Json.Schema;

namespace CityKit.Cases.Tests;

/// <summary>The published schema says of a profile's shape what its reader says, no more and no less.</summary>
public sealed partial class ProfileSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(Resource("profile.schema.json"));

    public static TheoryData<string> Files =>
    [
        .. typeof(ProfileSchemaTests).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("profiles/", StringComparison.Ordinal)).Order(),
    ];

    public static TheoryData<string> Fences => [.. Fence().Matches(Resource("profiles.md")).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_EachFile_AgreesWithTheReader(string file) =>
        Assert.Equal((true, true), (IsProfile(Resource(file)), Accepts(Resource(file))));

    [Fact]
    public void Schema_WhatMayGoWrongWithAFileOfEveryWord_AgreesWithTheReader() =>
        SchemaAgreement.Holds(Schema, Everything(), IsProfile, AboutOthers());

    [Fact]
    public void Example_IsAProfileAndShowsEveryMember()
    {
        var json = Resource("examples/profile.json");
        Assert.Equal((true, true), (IsProfile(json), Accepts(json)));
        Assert.Empty(SchemaAgreement.MembersMissingIn(json, Resource("profile.schema.json")));
    }

    [Theory]
    [MemberData(nameof(Fences))]
    public void Page_EachProfile_IsOne(string json) => Assert.Equal((true, true), (IsProfile(json), Accepts(json)));

    /// <summary>Whoever gives the reader a word more is told here that the schema has not got it.</summary>
    [Fact]
    public void Schema_HasEachWordOfTheReader()
    {
        var schema = Resource("profile.schema.json");
        string[] plain =
        [
            .. Cases.Roles.Names, .. ProfileWords.Needs.SkipLast(1), .. ProfileWords.Since.Select(word => word.Word),
            .. ProfileWords.Types.Select(word => word.Word),
            .. ProfileWords.Parts.Select(word => word.Word), .. Of(ProfileWords.Guards, takes: false),
            .. Of(ProfileWords.Effects, takes: false),
        ];
        Assert.All(plain, word => Assert.Contains($"\"{word}\"", schema, StringComparison.Ordinal));
        Assert.All([.. Of(ProfileWords.Guards, takes: true), .. Of(ProfileWords.Effects, takes: true)],
            word => Assert.Contains($"\"{word}:", schema, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"guards\": [\"own\"]", true)]
    [InlineData("\"guards\": [\"!own\", \"!detail:kind=a\"]", true)]
    [InlineData("\"guards\": [\"own:x\"]", false)]
    [InlineData("\"guards\": [\"left\"]", false)]
    [InlineData("\"guards\": [\"!!own\"]", false)]
    [InlineData("\"guards\": [\"source:\"]", false)]
    [InlineData("\"guards\": [\"source:hotline|sensor\"]", true)]
    [InlineData("\"effects\": [\"count:callBacks\", \"start:citizen\", \"set:kind=a\", \"set:kind\"]", true)]
    [InlineData("\"effects\": [\"count\"]", false)]
    [InlineData("\"effects\": [\"start\"]", false)]
    [InlineData("\"effects\": [\"extend:1\"]", false)]
    [InlineData("\"needs\": [\"reason\", \"limit\", \"detail:kind\"]", true)]
    [InlineData("\"needs\": [\"detail\"]", false)]
    [InlineData("\"tell\": [\"assignee\", \"role:Resident\", \"contact:child\"]", true)]
    [InlineData("\"tell\": [\"assignee:x\"]", false)]
    [InlineData("\"tell\": [\"role:\"]", false)]
    [InlineData("\"tell\": [\"everybody\"]", false)]
    [InlineData("\"tell\": [\"my assignee\"]", false)]
    public void Schema_OneMemberOfARow_AgreesWithTheReader(string member, bool isRight)
    {
        var json = Small.Replace("\"roles\": [\"DutyOfficer\"]", $"\"roles\": [\"DutyOfficer\"], {member}", StringComparison.Ordinal);
        Assert.Equal((isRight, isRight), (IsProfile(json), Accepts(json)));
    }

    [Theory]
    [InlineData("4 work hours", true)]
    [InlineData("4工作时", true)]
    [InlineData("10000 minutes", true)]
    [InlineData("10001 minutes", false)]
    [InlineData("4小时", false)]
    [InlineData("-4 minutes", false)]
    [InlineData("4 Work Hours", false)]
    [InlineData("", false)]
    public void Schema_OneLimit_AgreesWithTheReader(string limit, bool isRight)
    {
        var json = Small.Replace("\"en\": \"working\"", $"\"en\": \"working\", \"limit\": \"{limit}\"", StringComparison.Ordinal);
        Assert.Equal((isRight, isRight), (IsProfile(json), Accepts(json)));
    }

    [Theory]
    [InlineData("\"guards\": [\"detail:kind=whatever\"]", "transitions[0].guards", "detail:kind=a, detail:kind=b", null)]
    [InlineData("\"effects\": [\"set:kind=whatever\"]", "transitions[0].effects", "set:kind=a, set:kind=b", null)]
    [InlineData("\"guards\": [\"ownn\"]", "transitions[0].guards", "own, ", "own")]
    [InlineData("\"effects\": [\"start:citizn\"]", "transitions[0].effects", "start:citizen", "start:citizen")]
    [InlineData("\"needs\": [\"photos\"]", "transitions[0].needs", "reason, photo", "photo")]
    public void Read_AWordThatIsNotThere_SaysWhichAreAndWhichWasMeant(string member, string path, string allowed, string? meant)
    {
        var json = Small.Replace("\"roles\": [\"DutyOfficer\"]", $"\"roles\": [\"DutyOfficer\"], {member}", StringComparison.Ordinal);
        Assert.Null(ProfileReader.Read(Encoding.UTF8.GetBytes(json), out var errors));
        var error = Assert.Single(errors);
        Assert.Equal((path, meant), (error.Path, error.NearMiss));
        Assert.Contains(allowed, error.Allowed.En, StringComparison.Ordinal);
    }

    /// <summary>What the page says of errors, tried on its own second profile.</summary>
    [Theory]
    [InlineData("\"roles\": [\"BikeFirm\"], \"needs\": [\"reason\"]", "\"roles\": [\"BikeFrim\"], \"needs\": [\"reason\"]",
        "(transitions[1].roles): found 'BikeFrim', expected System, Inspector, ", ", BikeFirm. Did you mean 'BikeFirm'?")]
    [InlineData("[\"isDangerous\"]", "[\"isDangeros\"]", "(transitions[2].guards): found 'isDangeros', expected own, beforeDeadline, ",
        ", isDangerous. Did you mean 'isDangerous'?")]
    [InlineData("left:returns", "left:return",
        "(transitions[1].guards): found 'left:return', expected left:returns. Did you mean 'left:returns'?")]
    [InlineData("detail:blocks=消防通道", "detail:blocks=消防",
        "(guards[0].all): found 'detail:blocks=消防', expected detail:blocks=盲道, detail:blocks=消防通道, detail:blocks=人行道.")]
    [InlineData("\"to\": \"assigned\"", "\"to\": \"asigned\"",
        "(transitions[0].to): found 'asigned', expected reported, assigned, cleared, closed, =. Did you mean 'assigned'?")]
    [InlineData("4 urgent hours", "4 hours", "(stages[1].limit): found '4 hours', expected a limit such as '4 work hours' or '4工作时'.")]
    [InlineData("3 urgent hours", "2 work days",
        "(steps[0].after): found '2 work days', expected a limit in continuous time, such as '10 minutes' or '365 natural days'.")]
    [InlineData("\"needs\": [\"assignee\"", "\"need\": [\"assignee\"",
        "(transitions[0].need): found unknown member 'need', expected command, effects, ", "Did you mean 'needs'?")]
    public void Page_EachError_IsWhatTheReaderSays(string right, string wrong, params string[] said)
    {
        var page = Resource("profiles.md");
        var profile = Fence().Matches(page)[1].Groups[1].Value;
        Assert.Null(ProfileReader.Read(Encoding.UTF8.GetBytes(profile.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.All(said, words => Assert.Contains(words, errors[0].Message.En, StringComparison.Ordinal));
        Assert.All(said, words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    /// <summary>A small profile with every guard, effect and need of the reader in one row of it.</summary>
    private static string Everything()
    {
        var root = JsonNode.Parse(Small)!;
        var row = root["transitions"]![0]!;
        row["guards"] = Array(ProfileWords.Guards.Select(Example));
        row["effects"] = Array(ProfileWords.Effects.Select(Example));
        row["needs"] = Array(ProfileWords.Needs.SkipLast(1).Append("detail:kind"));
        return root.ToJsonString();
    }

    private static JsonArray Array(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];

    private static string Example((string Word, WordArgument Argument) word) => word.Argument switch
    {
        WordArgument.Turn => $"{word.Word}:returns",
        WordArgument.Clock => $"{word.Word}:citizen",
        WordArgument.Detail => $"{word.Word}:kind=a",
        WordArgument.Text => $"{word.Word}:x",
        _ => word.Word,
    };

    private static IEnumerable<string> Of((string Word, WordArgument Argument)[] words, bool takes) =>
        words.Where(word => word.Argument != WordArgument.None == takes).Select(word => word.Word);

    private static bool IsProfile(string json) => ProfileReader.Read(Encoding.UTF8.GetBytes(json), out _) is not null;

    private static bool Accepts(string json) => SchemaAgreement.Accepts(Schema, json);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ProfileSchemaTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private const string Small = """
        {
          "$schema": "profile.schema.json", "basis": "test", "schema": 1, "id": "small", "version": "1", "zh": "小", "en": "Small",
          "initial": "open", "roles": ["Warden"], "openers": ["DutyOfficer", "Warden"], "outcomes": ["well"], "maxExtensions": 0, "maxSuspensions": 0,
          "fields": [
            {"id": "kind", "zh": "类", "en": "kind", "type": "choice", "values": ["a", "b"], "part": "history"},
            {"id": "number", "zh": "号", "en": "number"}
          ],
          "clocks": [{"id": "citizen", "zh": "时限", "en": "citizen", "limit": "5 work days", "fromOpening": true, "pauses": true, "tell": ["assignee"]}],
          "allowances": [{"turn": "returns", "atMost": 1, "within": "1 work day", "since": "assignment", "longest": "2 work days"}],
          "guards": [{"id": "mine", "zh": "我的", "en": "mine", "all": ["own", "!code"]}, {"id": "code", "zh": "码", "en": "code"}],
          "effects": [{"id": "both", "all": ["rework", "count:x"]}],
          "stages": [{"id": "work", "zh": "办理", "en": "working", "limitFromCondition": true}],
          "states": [{"id": "open", "stage": "work", "zh": "未结", "en": "open"}, {"id": "done", "stage": "work", "zh": "已结", "en": "done", "closed": true}],
          "commands": [{"id": "do", "zh": "办结", "en": "do"}],
          "transitions": [
            {"from": ["open"], "command": "do", "to": "done", "roles": ["DutyOfficer"]},
            {"from": ["*"], "command": "do", "to": "=", "roles": ["Warden"], "limit": "rework", "tell": ["role:Warden"], "effects": ["both"], "guards": ["mine"]}
          ],
          "steps": [
            {"id": "late", "zh": "迟", "en": "late", "states": ["open"], "after": "1 natural day", "since": "state", "guards": ["partsClosed"], "command": "do", "tell": ["assignee"]}
          ],
          "visibility": {"DutyOfficer": ["summary"], "Warden": ["summary", "place"]}
        }
        """;

    /// <summary>Names that the file does not have, which is not a matter of shape.</summary>
    [GeneratedRegex(
        @"^(initial|(states|stages|commands|fields|clocks|guards|effects)\.\d+\.id|states\.\d+\.stage|allowances\.\d+\.turn|fields\.\d+\.values\.\d+): "
        + @"|^transitions\.\d+\.(from\.\d+|command|to): |^steps\.\d+\.(states\.\d+|command): "
        + @"|^(transitions|steps|guards|effects)\.\d+\.(guards|effects|all)\.\d+: "
        + @"|^(commands|fields|clocks|allowances|guards|effects|roles|roles\.\d+): |^(states|stages): is \[\]|^states\.\d+\.closed: ")]
    private static partial Regex AboutOthers();

    [GeneratedRegex("^```json\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
