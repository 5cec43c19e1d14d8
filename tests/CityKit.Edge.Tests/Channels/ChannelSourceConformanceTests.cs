using CityKit.Edge.Testing;

namespace CityKit.Edge.Tests.Channels;

public sealed class ChannelSourceConformanceTests
{
    public static TheoryData<string> Promises =>
        [.. new ChannelSourceConformance(() => new FileBench()).Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Promises))]
    public void FileChannelSource_KeepsThePromise(string promise) =>
        new ChannelSourceConformance(() => new FileBench()).Checks.Single(check => check.Name == promise).Run();

    [Theory]
    [InlineData("", false)]
    [InlineData("same names", true)]
    [InlineData("keeps the first value", true)]
    [InlineData("the other's", true)]
    [InlineData("any channel", true)]
    [InlineData("throws", true)]
    [InlineData("no problem", true)]
    [InlineData("the last value", true)]
    [InlineData("a long problem", true)]
    [InlineData("all at once", true)]
    [InlineData("never back", true)]
    [InlineData("disposed once", true)]
    public void Suite_ASourceWithAFault_SaysSo(string fault, bool isBroken)
    {
        var broken = new ChannelSourceConformance(() => new FaultyBench(fault)).Checks.Count(check => IsBroken(check));
        Assert.Equal(isBroken, broken > 0);
    }

    private static bool IsBroken(ConformanceCheck check)
    {
        try
        {
            check.Run();
            return false;
        }
        catch (Exception broken) when (broken is ConformanceException or IOException or ObjectDisposedException)
        {
            return true;
        }
    }
}
