using CityKit.Samples.NoPaper;

namespace CityKit.Sample.Tests;

/// <summary>The story without paper as somebody reads it, and that a wrong number is not passed over.</summary>
public sealed class NoPaperTests
{
    [Fact]
    public async Task Run_TheStory_ReachesEveryNumber()
    {
        using var output = new StringWriter();
        Assert.Equal(0, await Story.RunAsync(output));
        var text = output.ToString();
        Assert.All((string[])
        [
            "六个事项要求 19 份材料，合并后 13 份，还需提交 4 份。", "Six items ask for 19 materials, 13 without repeats, 4 to hand in.",
            "Marriage certificate: confirmed by 民政部门 (marriage register)", "This nonce was used before", "6 of 6 done",
            "Medical insurance: approved at once", "The resident's code: the gate opens", "This code opened the gate already",
            "The pass was revoked", "72 h are allowed", "0 not as expected",
        ], line => Assert.Contains(line, text, StringComparison.Ordinal));
        Assert.Equal(4, Count(text, "    Handed in: "));
        Assert.Equal(2, Count(text, ": approved at once"));
        Assert.Equal(2, Count(text, ": the gate opens"));
    }

    [Fact] // what nothing asks for stays on the phones
    public async Task Run_TheStory_PrintsNoClaimOfAnybody()
    {
        using var output = new StringWriter();
        await Story.RunAsync(output);
        Assert.All((string[])["虚构甲", "虚构乙", "370202199504010017", "0000111122223333", "虚构路"],
            value => Assert.DoesNotContain(value, output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Report_WithANumberThatIsAnother_SaysWhichAndIsOne()
    {
        using var output = new StringWriter();
        var checks = new Checks();
        checks.Expect("materials handed in", 4, 5);
        checks.Expect("steps approved", 6, 6);
        Assert.Equal(1, checks.Report(new Screen(output)));
        Assert.Contains("✗ materials handed in: 5, not 4", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 checks, 1 not as expected.", output.ToString(), StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
