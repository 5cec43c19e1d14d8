using System.Collections.Immutable;
using CityKit.Storage;

namespace CityKit.Hub.Tests.CityFeeds;

/// <summary>A position in the notifications as text.</summary>
public sealed class FeedPositionTests
{
    private const string History = "000102030405060708090a0b0c0d0e0f";

    [Theory]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { 0, 1, 127, 128, 16_383, 16_384, 1L << 40 })]
    public void Parse_WhatWasWritten_IsTheSame(long[] parts)
    {
        var position = Of(parts);
        Assert.Equal(position, FeedPosition.Parse(position.ToString()));
        Assert.Equal(parts, FeedPosition.Parse(position.ToString()).Parts);
    }

    [Fact]
    public void Parse_OfAHubByItself_HasNoParts() =>
        Assert.Equal(new FeedPosition(HistoryId.Parse(History), 12), FeedPosition.Parse($"{History}:12"));

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData(History)]
    [InlineData(History + ":")]
    [InlineData(History + ":-1")]
    [InlineData(History + ".")]
    [InlineData(History + ".!!")]
    [InlineData(History + ".gA")] // a number that does not end
    [InlineData(History + ".gAA")] // a number that is longer than it need be
    [InlineData(History + ".____________")] // more than a number may have
    public void Parse_Rubbish_IsRefused(string text) => Assert.False(FeedPosition.TryParse(text, null, out _));

    [Fact]
    public void Parse_MorePartsThanACityMayHave_IsRefused() =>
        Assert.False(FeedPosition.TryParse(Of(new long[1002]).ToString(), null, out _));

    [Fact] // a header of a browser
    public void ToString_OfAThousandPartitions_IsShort()
    {
        Assert.InRange(Of([.. Enumerable.Repeat(1_000_000L, 1001)]).ToString().Length, 1, 4_100);
        Assert.InRange(Of([.. Enumerable.Repeat(1_000_000L, 65)]).ToString().Length, 1, 300);
    }

    [Fact]
    public void Equals_OtherParts_IsNot() => Assert.NotEqual(Of([1, 2]), Of([2, 1]));

    private static FeedPosition Of(long[] parts) =>
        FeedPosition.OfCity([.. parts.Select(_ => HistoryId.Parse(History))], [.. parts]);
}
