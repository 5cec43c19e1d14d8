using CityKit.Samples.Compound.Staff;
using NodaTime;

namespace CityKit.Sample.Tests;

public sealed class CommandIdTests
{
    private static readonly Instant Since = Instant.FromUtc(2026, 9, 3, 8, 0);

    [Fact]
    public void Of_TheSameCause_IsTheSameId() => Assert.Equal(CommandId.Of("item", "start", Since), CommandId.Of("item", "start", Since));

    [Fact]
    public void Of_AnotherCause_IsAnotherId()
    {
        string[] ids = [CommandId.Of("item", "start", Since), CommandId.Of("item2", "start", Since), CommandId.Of("item", "finish", Since),
            CommandId.Of("item", "start", Since.PlusNanoseconds(1))];
        Assert.Equal(4, ids.Distinct().Count());
    }
}
