namespace CityKit.Core.Tests;

public class EventFieldsTests
{
    private static readonly EventFields Fields = EventFields.Of(new EventField("reason", "too-slow"), new EventField("spanUs", 1500));

    [Fact]
    public void TextOfAndNumberOf_ByName_GiveEachItsKind()
    {
        Assert.Equal("too-slow", Fields.TextOf("reason"));
        Assert.Equal(1500, Fields.NumberOf("spanUs"));
        Assert.Null(Fields.NumberOf("reason"));
        Assert.Null(Fields.TextOf("spanUs"));
        Assert.Null(Fields.NumberOf("absent"));
    }

    [Fact]
    public void Equals_SameFieldsInTheSameOrder_IsTrue()
    {
        var same = EventFields.Of(new EventField("reason", "too-slow"), new EventField("spanUs", 1500));
        Assert.Equal(Fields, same);
        Assert.Equal(Fields.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(Fields, EventFields.Of(new EventField("spanUs", 1500), new EventField("reason", "too-slow")));
        Assert.Same(EventFields.Empty, EventFields.Of());
    }

    [Fact]
    public void Of_TooManyOrTwiceTheSameName_Throws()
    {
        var many = Enumerable.Range(0, 17).Select(i => new EventField($"f{i}", i)).ToArray();
        Assert.Contains("16", Assert.Throws<ArgumentException>(() => EventFields.Of(many)).Message, StringComparison.Ordinal);
        var twice = Assert.Throws<ArgumentException>(
            () => EventFields.Of(new EventField("a", 1), new EventField("b", 1), new EventField("a", "x")));
        Assert.Contains("'a'", twice.Message, StringComparison.Ordinal);
    }

    /// <summary>What somebody may have to act on never waits behind readings; a kind from the future may be such.</summary>
    [Theory]
    [InlineData(EventKind.Reading, Lane.Reading), InlineData(EventKind.Rejection, Lane.Reading),
        InlineData(EventKind.Heartbeat, Lane.Reading)]
    [InlineData(EventKind.LineGap, Lane.Reading), InlineData(EventKind.Dropped, Lane.Reading), InlineData(EventKind.Contact, Lane.Alarm)]
    [InlineData(EventKind.Detection, Lane.Alarm), InlineData(EventKind.Blind, Lane.Alarm), InlineData(EventKind.Fault, Lane.Alarm)]
    [InlineData(EventKind.AlertRaised, Lane.Alarm), InlineData(EventKind.AlertCleared, Lane.Alarm), InlineData((EventKind)4711, Lane.Alarm)]
    public void Lane_OfEachKind_IsAsDecided(EventKind kind, Lane lane) =>
        Assert.Equal(lane, new CityEvent(kind, SensorName.Device, new DeviceTime(0, 0), 0).Lane);
}
