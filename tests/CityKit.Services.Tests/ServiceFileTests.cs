using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Services.Items;
using CityKit.Services.Tests.Support;

namespace CityKit.Services.Tests;

/// <summary>What is wrong in a file is named with its line and column, and with what was probably meant.</summary>
public sealed class ServiceFileTests
{
    private const string Material =
        """{"id": "identity", "name": {"zh": "身份", "en": "Identity"}, "provedBy": [{"credential": "id-card", "claims": ["name"]}]}""";

    [Theory]
    [InlineData("\"credential\": \"id-card\"", "\"credential\": \"id-cart\"", "materials[0].provedBy[0].credential", "id-card")]
    [InlineData("\"credential\": \"id-card\"", "\"credential\": \"chlid:id-card\"", "materials[0].provedBy[0].credential", "child")]
    [InlineData("\"claims\": [\"name\"]", "\"claims\": [\"nmae\"]", "materials[0].provedBy[0].claims", "name")]
    [InlineData("\"claims\": [\"name\"]", "\"claims\": []", "materials[0].provedBy[0].claims", null)]
    [InlineData("\"material\": \"identity\"", "\"material\": \"identiy\"", "items[0].materials[0].material", "identity")]
    [InlineData("\"limit\": \"5 work days\"", "\"limit\": \"5 days\"", "items[0].limit", null)]
    [InlineData("\"area\": \"370202\"", "\"area\": \"37020\"", "items[0].office.area", null)]
    [InlineData("\"version\": \"1\"", "\"verison\": \"1\"", "items[0].verison", "version")]
    [InlineData("\"provedBy\"", "\"confirmedBy\": [\"registr\"], \"provedBy\"", "materials[0].confirmedBy", "register")]
    [InlineData("\"types\": [\"urn:id-card\"]", "\"types\": [\"licence\"]", "credentials", null)]
    [InlineData("{\"name\": \"birth_date\"}", "{\"name\": \"name\"}", "credentials[0].claims", null)]
    [InlineData("\"class\": \"sensitive\"", "\"class\": \"sensitiv\"", "parties[0].class", "sensitive")]
    public void Read_OfAWrongFile_SaysWhereAndWhatWasMeant(string right, string wrong, string path, string? meant)
    {
        var text = TestCatalogue.Text(Material, """{"material": "identity"}""");
        Assert.Contains(right, text, StringComparison.Ordinal);
        var errors = ErrorsOf(text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Path == path && error.NearMiss == meant && error is { Line: > 1, Column: > 1 });
    }

    [Theory]
    [InlineData("""{"claim": "id-card/birth_dat", "before": "today"}""", "birth_date")]
    [InlineData("""{"claim": "idcard/birth_date", "before": "today"}""", "id-card")]
    [InlineData("""{"claim": "id-card/name", "sameAs": "licence/ovner"}""", "owner")]
    [InlineData("""{"claim": "id-card/name"}""", null)]
    [InlineData("""{"claim": "id-card/name", "equals": "a", "in": ["b"]}""", null)]
    [InlineData("""{"claim": "id-card/birth_date", "before": "yesterday"}""", null)]
    [InlineData("""{"claim": "licence/staff", "atLeast": "3"}""", null)]
    [InlineData("""{"claim": "licence/active", "isShown": false}""", null)]
    [InlineData("""{"claim": "licence/code", "in": []}""", null)]
    [InlineData("""{"claim": "licence/code", "equals": {}}""", null)]
    [InlineData("""{"al": []}""", null)]
    [InlineData("""{"any": []}""", null)]
    [InlineData("""{"not": {"claim": "licence/code", "equal": "1"}}""", "equals")]
    public void Read_OfAWrongCondition_SaysWhereAndWhatWasMeant(string condition, string? meant)
    {
        var asked = $$"""{"material": "identity", "when": {{condition}}}""";
        var errors = ErrorsOf(TestCatalogue.Text(Material, asked));
        Assert.Contains(errors, error => error.Path.StartsWith("items[0].materials[0].when",
            StringComparison.Ordinal) && (meant is null || error.NearMiss == meant));
    }

    [Fact]
    public void Read_OfABundleWhoseStepsWaitForEachOther_NamesTheCircle()
    {
        var text = Encoding.UTF8.GetString(TestCatalogue.Bytes("new-born.json"))
            .Replace("{\"item\": \"birth-certificate\"}", "{\"item\": \"birth-certificate\", \"after\": [\"medical-insurance\"]}",
                StringComparison.Ordinal);
        var error = Assert.Single(ErrorsOf(text));
        Assert.Equal("bundles[0].steps[0].after", error.Path);
        Assert.Equal("birth-certificate after medical-insurance after household-registration after birth-certificate", error.Found.En);
        Assert.True(error.Line > 1);
    }

    [Fact]
    public void Read_OfABundle_PutsEachStepAfterThoseItWaitsFor()
    {
        var steps = TestCatalogue.Load("after-death").FindBundle("after-death")!.Steps;
        for (var i = 0; i < steps.Length; i++)
            Assert.All(steps[i].After, before => Assert.Contains(steps[..i], step => step.Item.Id == before));
        Assert.Equal("death-certificate-issue", steps[0].Item.Id);
    }

    [Theory]
    [InlineData("items")]
    [InlineData("materials")]
    [InlineData("credentials")]
    public void Read_OfAnIdTwice_IsRefused(string section)
    {
        var text = Encoding.UTF8.GetString(TestCatalogue.Bytes("new-born.json"));
        var at = text.IndexOf($"\"{section}\": [", StringComparison.Ordinal) + section.Length + 5;
        var first = section == "items"
            ? """{"id": "birth-certificate", "version": "1", "name": {"zh": "a", "en": "a"}, "office": {"department": "a", "area": "37"}, "limit": "1 work day", "materials": []},"""
            : section == "materials" ? """{"id": "mother-id", "name": {"zh": "a", "en": "a"}},"""
            : """{"id": "id-card", "name": {"zh": "a", "en": "a"}, "issuers": []},""";
        Assert.Contains(ErrorsOf(text.Insert(at, first)),
            error => error.Path.StartsWith(section, StringComparison.Ordinal)
                && error.Found.En.EndsWith("twice", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OfABundleNamedAsAnItem_IsRefused()
    {
        var text = Encoding.UTF8.GetString(TestCatalogue.Bytes("new-born.json"))
            .Replace("{\"id\": \"new-born\"", "{\"id\": \"vaccination-record\"", StringComparison.Ordinal);
        Assert.Equal(new LocalizedText("'vaccination-record'，它也是事项", "'vaccination-record', which is an item too"),
            Assert.Single(ErrorsOf(text)).Found);
    }

    [Theory]
    [InlineData("new-born.json")]
    [InlineData("training-school.json")]
    public void Read_OfAFileWithBytesChanged_IsAnAnswerAndNeverAnException(string name)
    {
        var (random, right) = (new Random(20260302), TestCatalogue.Bytes(name));
        for (var round = 0; round < 1_000; round++)
        {
            var bytes = right.ToArray();
            for (var i = random.Next(1, 6); i > 0; i--) Change(bytes, random);
            Assert.Equal(ServiceCatalogue.Read(bytes, out var errors) is null, errors.Count > 0);
        }
    }

    /// <summary>A letter, or a word in the place of another.</summary>
    private static void Change(byte[] bytes, Random random)
    {
        var (at, from) = (random.Next(bytes.Length - 12), random.Next(bytes.Length - 12));
        if (random.Next(2) == 0) bytes[at] = (byte)random.Next(32, 127);
        else bytes.AsSpan(from, random.Next(1, 12)).CopyTo(bytes.AsSpan(at));
    }

    private static IReadOnlyList<ConfigError> ErrorsOf(string text)
    {
        Assert.Null(ServiceCatalogue.Read(Encoding.UTF8.GetBytes(text), out var errors));
        return errors;
    }
}
