using System.Collections.Immutable;
using System.Text;
using CityKit.Core.Codes;
using CityKit.Grids.Areas;
using NodaTime;

namespace CityKit.Grids.Tests.Areas;

public class AreaDirectoryTests
{
    private const string Head = "code,name,english,from,until,successors,note\n";

    [Fact]
    public void BuiltIn_Counties_AreAll2978()
    {
        var current = AreaDirectory.BuiltIn.Entries.Where(
            entry => entry.Code.Level is AreaLevel.City or AreaLevel.County && entry.Valid.Until is null);
        // cities without counties, such as 4419, stand among the counties
        Assert.Equal(2_978, current.Count(entry => entry.Code != AreaCode.Parse("3702")));
    }

    [Fact]
    public void BuiltIn_StreetsOfQingdaoToday_Are141()
    {
        var city = AreaCode.Parse("3702");
        Assert.Equal(141, AreaDirectory.BuiltIn.Entries.Count(
            entry => entry.Code.Level == AreaLevel.Street && city.Contains(entry.Code) && entry.Valid.Until is null));
    }

    // Public notices of 2012-12-01 and 2017-09-21; the yearly editions of the street table, 2017 to 2023.
    [Theory]
    [InlineData("370205", "370203", 2012, 12, 1)]
    [InlineData("370284", "370211", 2012, 12, 1)]
    [InlineData("370282", "370215", 2017, 9, 21)]
    [InlineData("370281100", "370281010", 2019, 12, 31)] // 胶莱镇 became 胶莱街道
    [InlineData("370271001", "370214009", 2020, 12, 31)] // 红岛街道 went to Chengyang
    [InlineData("370205012", "370203", 2012, 12, 1)]     // a street the table does not have, of a district that ended
    public void Resolve_EndedCode_NamesSuccessorAndDate(string code, string successor, int year, int month, int day)
    {
        var resolved = AreaDirectory.BuiltIn.Resolve(AreaCode.Parse(code));
        Assert.True(resolved.HasEnded);
        Assert.Equal(successor, Assert.Single(resolved.Current).ToString());
        Assert.Equal(new LocalDate(year, month, day), Assert.Single(resolved.Steps).Since);
    }

    [Fact]
    public void Resolve_CodeInUse_IsItself()
    {
        var resolved = AreaDirectory.BuiltIn.Resolve(AreaCode.Parse("370202"));
        Assert.Equal((true, false, "市南区", "370202"),
            (resolved.IsExact, resolved.HasEnded, resolved.Known!.Name, resolved.Current[0].ToString()));
    }

    [Fact]
    public void Resolve_EndedWithoutKnownSuccessor_IsEndedAndNothingMore()
    {
        var resolved = AreaDirectory.BuiltIn.Resolve(AreaCode.Parse("370211400")); // 临港管区, last in the edition of 2020
        Assert.Equal((true, 0), (resolved.HasEnded, resolved.Current.Length));
    }

    [Fact]
    public void Resolve_UnknownProvince_KnowsNothing() => Assert.Null(Read(Head, out _).Resolve(AreaCode.Parse("370202")).Known);

    [Fact]
    public void Find_StreetRenamed_GivesTheNameOfTheDay()
    {
        var code = AreaCode.Parse("370211109");
        Assert.Equal("藏南镇", AreaDirectory.BuiltIn.Find(code, new LocalDate(2021, 6, 1))!.Name);
        Assert.Equal("藏马镇", AreaDirectory.BuiltIn.Find(code, new LocalDate(2021, 12, 31))!.Name);
        Assert.Equal(["香港中路街道办事处", "香港中路街道"], AreaDirectory.BuiltIn.History(AreaCode.Parse("370202001")).Select(entry => entry.Name));
    }

    [Fact]
    public void FullName_Street_RunsFromTheProvinceDown() =>
        Assert.Equal("山东省青岛市市南区珠海路街道", AreaDirectory.BuiltIn.FullName(AreaCode.Parse("370202014")));

    [Fact]
    public void Read_SuccessionInTwoSteps_IsFollowedToItsEnd()
    {
        var directory = Read(
            Head + "370290,A,,,2010-01-01,370291,\n370291,B,,2010-01-01,2015-01-01,370292 370293,\n370292,C,,2015-01-01,,,\n",
            out var problems);
        var resolved = directory.Resolve(AreaCode.Parse("370290"));
        Assert.Empty(problems);
        Assert.Equal(["370292", "370293"], resolved.Current.Select(code => code.ToString()));
        Assert.Equal(3, resolved.Steps.Length);
    }

    [Fact]
    public void Read_SuccessionInACircle_EndsAllTheSame()
    {
        var directory = Read(Head + "370290,A,,,2010-01-01,370291,\n370291,B,,,2010-01-01,370290,\n", out _);
        Assert.Empty(directory.Resolve(AreaCode.Parse("370290")).Current);
    }

    [Theory]
    [InlineData("370202,A,,,,", "")]
    [InlineData("990202,A,,,,,", "code")]
    [InlineData("370202,,,,,,", "name")]
    [InlineData("370202,A,,2020-13-01,,,", "from, until")]
    [InlineData("370202,A,,2020-01-02,2020-01-02,,", "from, until")]
    [InlineData("370202,A,,,2020-01-02,37020x,", "successors")]
    public void Read_WrongLine_IsNamedAndTheRestLoads(string line, string field)
    {
        var directory = Read($"{Head}{line}\n370203,B,,,,,\n", out var problems);
        Assert.Equal((2, field), (Assert.Single(problems).Line, problems[0].Field));
        Assert.Equal("B", Assert.Single(directory.Entries).Name);
    }

    [Fact]
    public void Read_TwoNamesAtOneTime_IsBadData()
    {
        Read(Head + "370202,A,,,2020-01-01,,\n370202,B,,2019-12-31,,,\n", out var problems);
        Assert.Equal((3, "from, until"), (Assert.Single(problems).Line, problems[0].Field));
    }

    [Fact]
    public void Read_OneNameAfterTheOther_IsRight()
    {
        var directory = Read(Head + "370202,A,,,2020-01-01,,\n370202,B,,2020-01-01,,,\n", out var problems);
        Assert.Empty(problems);
        Assert.Equal("B", directory.Find(AreaCode.Parse("370202"), new LocalDate(2020, 1, 1))!.Name);
    }

    [Fact]
    public void Read_FlippedBytes_NeverThrows()
    {
        var original = Encoding.UTF8.GetBytes(
            Head + "370205,四方区,Sifang,,2012-12-01,370203,\n370203,市北区,Shibei,2012-12-01,,,\n370202014,珠海路街道,,2019-12-31,,,\n");
        for (var seed = 0; seed < 2_000; seed++)
        {
            var (random, bytes) = (new Random(seed), original.ToArray());
            for (var change = random.Next(1, 5); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var stream = new MemoryStream(bytes);
            var directory = AreaDirectory.Read(stream, out var problems);
            Assert.True(directory.Entries.Length + problems.Length <= original.Length, $"seed {seed}");
            foreach (var entry in directory.Entries) Assert.True(directory.Resolve(entry.Code).IsExact, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("code,name\n")]
    public void Read_OtherHead_IsNamed(string text)
    {
        Read(text, out var problems);
        Assert.Contains("code,name,english", problems[0].Message.En, StringComparison.Ordinal);
    }

    private static AreaDirectory Read(string text, out ImmutableArray<AreaTableProblem> problems)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return AreaDirectory.Read(stream, out problems);
    }
}
