using System.Xml.Linq;

namespace CityKit.House.Tests.Entries;

/// <summary>What the documentation of each entry type has, and that no example of any member rots.</summary>
public sealed class EntryTypeTests
{
    public static TheoryData<string> Types => [.. EntryTypes.All.Select(type => type.FullName!)];

    public static TheoryData<string> Examples => [.. Example.All.Select(example => example.Member)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Documentation_OfEachEntryType_HasRemarksAndAnExample(string name)
    {
        var member = XmlDocumentation.Of(EntryTypes.All.Single(type => type.FullName == name));
        Assert.NotNull(member);
        Assert.InRange(XmlDocumentation.TextOf(Assert.Single(member.Elements("remarks"))).Length, 60, 1000);
        Assert.InRange(Assert.Single(member.Elements("example").Elements("code")).Value.Trim().Split('\n').Length, 2, 14);
    }

    [Fact]
    public void Examples_OfEachMember_AreCode() => // an example that is not in <code> is not compiled
        Assert.DoesNotContain(XmlDocumentation.Members.Values.Descendants("example"), example => !example.Elements("code").Any());

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfEachMember_Compiles(string member)
    {
        var errors = ExampleCompiler.ErrorsOf(member);
        Assert.True(errors.Length == 0, string.Join('\n', errors));
    }

    [Theory] // what the compiler of examples has to see
    [InlineData("hub.NoSuchMethod();", "CS1061")]
    [InlineData("string text = null;", "CS8600")]
    [InlineData("await hub.StopAsync()", "CS1002")]
    public void Compile_OfWhatIsWrong_SaysSo(string code, string error)
    {
        var errors = ExampleCompiler.Compile([new Example("M:CityKit.CityHub.Wrong", "CityKit", code)]).Single();
        Assert.Contains(errors, found => found.Contains(error, StringComparison.Ordinal));
    }
}
