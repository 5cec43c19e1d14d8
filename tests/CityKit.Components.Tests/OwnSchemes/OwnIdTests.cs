using System.Runtime.CompilerServices;
using CityKit.Core.Codes;

namespace CityKit.Components.Tests.OwnSchemes;

/// <summary>Component ids of a city outside GB/T (issue 14).</summary>
public class OwnIdTests
{
    private const int Seed = 20261128;
    private static readonly ComponentScheme Nyc = ComponentScheme.Parse("nyc");

    [Fact]
    public void Parse_OwnScheme_HasSchemeClassSequenceAndNoArea()
    {
        var id = ComponentId.Parse("nyc-01043-0000042");
        Assert.Equal((Nyc, "nyc:component:01043", 42), (id.Scheme, id.Class.ToString(), id.Sequence));
        Assert.Equal((default, false, 9_999_999), (id.Area, id.IsOlderForm, id.MaxSequence));
        Assert.Equal(id, ComponentId.Of(Nyc, "01043", 42));
        Assert.Equal(id, ComponentId.Of(default, id.Class, 42));
        Assert.Equal("nyc-01043-0000042", id.ToString());
    }

    [Fact]
    public void Scheme_OfNationalIdAndDefault_IsGbT()
    {
        Assert.Equal(default, ComponentId.Parse("37020201037000042").Scheme);
        Assert.Equal(default, default(ComponentId).Scheme);
        Assert.Equal((default, ""), (default(ComponentScheme).Standard, default(ComponentScheme).ToString()));
        Assert.Equal(default, CatalogueStandard.GbT47678.Scheme);
        Assert.Equal(Nyc, Nyc.Standard.Scheme);
    }

    /// <summary>Stores and indexes keep one long: what it was before for GB/T, and beyond every digit for own schemes.</summary>
    [Theory]
    [InlineData("37020201037000042", 37020201037000042L)]
    [InlineData("3702020137000042", 3702020137000042L)]
    [InlineData("a0-01001-0000001", 1_001_369_010_010_000_001L)]
    [InlineData("zzzz-99999-9999999", 2_316_977_999_999_999_999L)]
    public void ToInt64_EachForm_IsThisNumber(string text, long number)
    {
        Assert.Equal(number, ComponentId.Parse(text).ToInt64());
        Assert.Equal(text, ComponentId.FromInt64(number).ToString());
    }

    [Theory]
    [InlineData(1_000_000_000_000_000_000)] // before the first scheme
    [InlineData(1_000_001_010_010_000_001)] // a scheme with a gap in it
    [InlineData(1_001_369_010_010_000_000)] // sequence 0
    [InlineData(1_001_369_000_010_000_001)] // class 00001
    [InlineData(1_001_369_010_000_000_001)] // class 01000
    [InlineData(2_316_978_010_010_000_001)] // beyond the last scheme
    [InlineData(long.MaxValue)]
    [InlineData(-37020201037000042)]
    public void FromInt64_NoId_Throws(long number) => Assert.Throws<FormatException>(() => ComponentId.FromInt64(number));

    [Fact]
    public void RoundTrip_RandomIdsOfAllForms_KeepTextNumberAndOrder()
    {
        var random = new Random(Seed);
        var ids = Enumerable.Range(0, 20_000).Select(_ => Random(random)).ToList();
        foreach (var id in ids)
        {
            Assert.Equal(id, ComponentId.Parse(id.ToString()));
            Assert.Equal(id, ComponentId.FromInt64(id.ToInt64()));
            Assert.Equal(id, ComponentId.Of(id.Area, id.Class, id.Sequence));
            Assert.Equal(id, id.WithSequence(id.MaxSequence).WithSequence(id.Sequence));
            Assert.True(ClassKey.TryParseShort(id.Class.ToShortString(), out var key) && key == id.Class, $"{id} (seed {Seed})");
        }
        var own = ids.Where(id => id.Scheme != default).ToList();
        Assert.Equal(own.OrderBy(id => id.ToString(), StringComparer.Ordinal), own.Order());
        Assert.Equal(ids.OrderBy(id => id.ToInt64()), ids.Order());
        Assert.Equal(ids.Max().Scheme, own.Max().Scheme);
    }

    /// <summary>All ids of a scheme and class are one range of numbers: a store asks for the last one by two bounds.</summary>
    [Fact]
    public void ToInt64_OneSchemeAndClass_IsOneRangeWithoutOthers()
    {
        var (first, last) = (ComponentId.Of(Nyc, "01043", 1), ComponentId.Of(Nyc, "01043", 9_999_999));
        Assert.Equal(9_999_998, last.ToInt64() - first.ToInt64());
        ComponentId[] inOrder = [ComponentId.Of(Nyc, "01042", 9_999_999), first, last, ComponentId.Of(Nyc, "01044", 1),
            ComponentId.Of(ComponentScheme.Parse("nyc0"), "01001", 1)];
        Assert.Equal(inOrder, inOrder.Order());
    }

    [Fact]
    public void Size_OfAnId_IsOneNumber() => Assert.Equal(8, Unsafe.SizeOf<ComponentId>());

    [Theory]
    [InlineData("nyc", "form", 0)]
    [InlineData("nyc-01043-42", "form", 0)]
    [InlineData("nyc-1043-00000042", "form", 0)]
    [InlineData("NYC-01043-0000042", "form", 0)]
    [InlineData("nYc-01043-0000042", "form", 1)]
    [InlineData("n-01043-0000042", "length", 0)]
    [InlineData("newyo-01043-0000042", "length", 0)]
    [InlineData("nyc-0104a-0000042", "digit", 8)]
    [InlineData("nyc-01043-000004２", "digit", 16)]
    [InlineData("nyc-00043-0000042", "class", 4)]
    [InlineData("nyc-01000-0000042", "class", 4)]
    [InlineData("nyc-01043-0000000", "sequence", 10)]
    [InlineData("37-01043-0000042", "digit", 2)]
    public void Check_Wrong_NamesWhatAndWhere(string text, string problem, int position)
    {
        var found = ComponentId.Check(text);
        Assert.Equal((problem, position), (found?.Code, found?.Position));
        Assert.NotEqual(found!.Message.Zh, found.Message.En);
        Assert.False(ComponentId.TryParse(text, null, out _));
    }

    [Fact]
    public void Of_WrongParts_Throws()
    {
        var (hydrant, lamp) = (ClassKey.Component(Nyc.Standard, "01043"), ClassKey.Component(CatalogueStandard.GbT47678, "01037"));
        Assert.Throws<ArgumentException>(() => ComponentId.Of(AreaCode.Parse("370202"), hydrant, 1));
        Assert.Throws<ArgumentException>(() => ComponentId.Of(default, lamp, 1));
        Assert.Throws<ArgumentException>(() => ComponentId.Of(default(ComponentScheme), "01043", 1));
        Assert.Throws<ArgumentException>(() => ComponentId.Of(Nyc, "0104", 1));
        Assert.Throws<ArgumentException>(() => ComponentId.Of(default, ClassKey.Matter(Nyc.Standard, "01043"), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentId.Of(Nyc, "01043", 10_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentId.Of(Nyc, "01043", 1).WithSequence(0));
    }

    [Theory]
    [InlineData("nyc:component:0104", "length")]
    [InlineData("nyc:component:00043", "class")]
    public void ClassKey_OfAnOwnScheme_HasFiveDigits(string text, string problem) => Assert.Equal(problem, ClassKey.Check(text)?.Code);

    [Theory]
    [InlineData("nyc-0104")]
    [InlineData("NYC-01043")]
    [InlineData("-01043")]
    [InlineData("103")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParseShort_NoClass_IsFalse(string? text) => Assert.False(ClassKey.TryParseShort(text, out _));

    private static ComponentId Random(Random random)
    {
        var (major, minor) = (random.Next(1, 100), random.Next(1, 1_000));
        return random.Next(4) switch
        {
            0 =>
                ComponentId.Of(AreaCode.Parse($"37{random.Next(1, 100):D2}{random.Next(1, 100):D2}"),
                    ClassKey.Component(CatalogueStandard.GbT47678, $"{major:D2}{minor:D3}"), random.Next(1, 1_000_000)),
            1 =>
                ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Component(CatalogueStandard.GbT30428, $"{major:D2}{minor % 99 + 1:D2}"),
                    random.Next(1, 1_000_000)),
            _ => ComponentId.Of(Scheme(random), $"{major:D2}{minor:D3}", random.Next(1, 10_000_000)),
        };
    }

    private static ComponentScheme Scheme(Random random)
    {
        const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789";
        var text = random.GetItems<char>(Characters, random.Next(2, 5));
        text[0] = Characters[random.Next(26)];
        return ComponentScheme.Parse(new string(text));
    }
}
