using CityKit.Components.Registry;

namespace CityKit.Components.Tests.Registry;

public class ComponentCodecTests
{
    private static byte[] Bytes(ComponentEvent entry)
    {
        var buffer = new byte[ComponentCodec.MaxBytes];
        return buffer[..ComponentCodec.Write(entry, buffer)];
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var entry = ComponentHistory.Begin(Samples.Lamp(1), Samples.Record(0, "普查")).Events[0];
        Assert.Equal(entry, ComponentCodec.Read(Bytes(entry), out var error));
        Assert.Null(error);
        Assert.Equal(Bytes(entry), Bytes(entry));
    }

    [Fact]
    public void Read_CutOrChangedBytes_SaysWhereOrGivesAnEntry()
    {
        var bytes = Bytes(ComponentHistory.Begin(Samples.Lamp(1), Samples.Record(0)).Events[0]);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(ComponentCodec.Read(bytes.AsSpan(0, length), out var cut));
            Assert.NotNull(cut);
        }
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var changed = bytes.ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            Assert.Equal(ComponentCodec.Read(changed, out var error) is null, error is not null);
        }
    }

    [Fact]
    public void Write_ATextTooLong_Throws()
    {
        var tooLong = ComponentHistory.Begin(Samples.Lamp(1) with { Note = new string('长', 1_400) }, Samples.Record(0)).Events[0];
        Assert.Throws<ArgumentException>(() => Bytes(tooLong));
    }
}
