using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Core.Tests.Codes;

/// <summary>Citizens' numbers (GB 11643-1999). All are invented: with sequence 000, which nobody has, or of the standard's own example.</summary>
public class CitizenIdTests
{
    private const string Invented = "370202190001050008";

    [Theory]
    [InlineData("11010519491231002X", "110105", 1949, 12, 31, 2)] // GB 11643-1999, its example
    [InlineData("440524188001010014", "440524", 1880, 1, 1, 1)] // GB 11643-1999, its second example
    [InlineData(Invented, "370202", 1900, 1, 5, 0)]
    public void Parse_RightNumber_GivesItsParts(string text, string area, int year, int month, int day, int sequence)
    {
        var id = CitizenId.Parse(text);
        Assert.Equal((text, area, new LocalDate(year, month, day), sequence), (id.Value, id.Area.ToString(), id.BirthDate, id.Sequence));
    }

    [Theory]
    [InlineData("", "length", 0)]
    [InlineData("110105491231002", "length", 0)] // 15 digits, of before 1999
    [InlineData("11010519491231002x", "digit", 17)]
    [InlineData("11O10519491231002X", "digit", 2)]
    [InlineData("99010519491231002X", "area", 0)]
    [InlineData("11010519491331002X", "birth", 6)]
    [InlineData("110105000001010027", "birth", 6)]
    [InlineData("11010519000229002X", "birth", 6)] // 1900 had no 29 February
    [InlineData("110105194912310021", "check", 17)]
    public void Check_WrongNumber_NamesWhatAndWhereWithoutTheText(string text, string problem, int position)
    {
        var found = CitizenId.Check(text);
        Assert.Equal((problem, position), (found?.Code, found?.Position));
        Assert.False(CitizenId.TryParse(text, null, out _));
        var thrown = Assert.Throws<FormatException>(() => CitizenId.Parse(text));
        Assert.True(text.Length == 0 || !thrown.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_EveryWrongDigitAndEveryExchange_IsFound()
    {
        for (var at = 0; at < Invented.Length; at++)
        {
            foreach (var other in "0123456789".Where(c => c != Invented[at]))
                Assert.NotNull(CitizenId.Check(Invented[..at] + other + Invented[(at + 1)..]));
            if (at > 0 && Invented[at] != Invented[at - 1])
                Assert.NotNull(CitizenId.Check(Invented[..(at - 1)] + Invented[at] + Invented[at - 1] + Invented[(at + 1)..]));
        }
    }

    [Fact]
    public void ToString_HidesAllButTheEnds()
    {
        Assert.Equal("11**************2X", CitizenId.Parse("11010519491231002X").ToString());
        Assert.Equal("", default(CitizenId).ToString());
        Assert.Equal((default, 0, ""), (default(CitizenId).Area, default(CitizenId).Sequence, default(CitizenId).Value));
    }
}
