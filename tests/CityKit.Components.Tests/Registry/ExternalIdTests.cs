using CityKit.Components.Registry;

namespace CityKit.Components.Tests.Registry;

/// <summary>What the owner calls a component is kept beside its identifier, and costs an entry without one nothing.</summary>
public sealed class ExternalIdTests
{
    [Theory]
    [InlineData("")]
    [InlineData("H105432")]
    [InlineData("路灯-甲-7")]
    public void Read_WhatWriteWrote_IsTheSame(string externalId)
    {
        var buffer = new byte[ComponentCodec.MaxBytes];
        var entry = ComponentHistory.Begin(Samples.Lamp(1) with { ExternalId = externalId }, Samples.Record(0)).Events[0];
        var length = ComponentCodec.Write(entry, buffer);
        Assert.Equal(entry, ComponentCodec.Read(buffer.AsSpan(0, length), out var error));
        Assert.Null(error);
    }

    [Fact]
    public void Problems_SixtyFiveCharacters_AreOne() =>
        Assert.Equal("YBSM", Assert.Single((Samples.Lamp(1) with { ExternalId = new string('x', 65) }).Problems()).Attribute);
}
