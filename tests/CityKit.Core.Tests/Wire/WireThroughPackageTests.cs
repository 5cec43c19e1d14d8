using System.Runtime.ExceptionServices;
using CityKit.Core.Wire;
using MessagePack;

namespace CityKit.Core.Tests.Wire;

/// <summary>
/// What the MessagePack package would throw for, or take, is refused before it reads; what it keeps of a span moves with the span.
/// </summary>
public class WireThroughPackageTests
{
    private delegate void PackageRead(ref MessagePackReader reader);

    private delegate void WireRead(ref WireReader reader);

    /// <summary>The package's four exceptions, each with bytes that cause it.</summary>
    [Fact]
    public void Read_WhatThePackageThrowsFor_IsAWireError()
    {
        AssertRefused<MessagePackSerializationException>(
            "c0", (ref MessagePackReader r) => r.ReadInt64(), (ref WireReader r) => r.ReadInt64(), "byte 0xc0");
        AssertRefused<EndOfStreamException>(
            "cd01", (ref MessagePackReader r) => r.ReadInt64(), (ref WireReader r) => r.ReadInt64(), "1 bytes left");
        AssertRefused<OverflowException>("ff", (ref MessagePackReader r) => r.ReadUInt64(), (ref WireReader r) => r.ReadUInt64(), "-1");
        AssertRefused<ArgumentOutOfRangeException>(
            "dbffffffff61", (ref MessagePackReader r) => r.ReadString(), (ref WireReader r) => r.ReadString(), "1 bytes left");
    }

    /// <summary>The package takes nil for a text or bytes, a text for bytes, and bytes that are not UTF-8 for a text.</summary>
    [Fact]
    public void Read_WhatThePackageTakes_IsAWireErrorAllTheSame()
    {
        AssertTaken("c0", (ref MessagePackReader r) => r.ReadString(), (ref WireReader r) => r.ReadString());
        AssertTaken("c0", (ref MessagePackReader r) => r.ReadBytes(), (ref WireReader r) => r.ReadBinary());
        AssertTaken("a161", (ref MessagePackReader r) => r.ReadBytes(), (ref WireReader r) => r.ReadBinary());
        AssertTaken("a1ff", (ref MessagePackReader r) => r.ReadString(), (ref WireReader r) => r.ReadString());
    }

    /// <summary>
    /// Every first byte, every number after it that a limit is near to, every cut, every read: an exception would cost 5 µs each.
    /// </summary>
    [Fact]
    public void Read_AnyHeadCutAnywhere_ThrowsNothingInside()
    {
        var thread = Environment.CurrentManagedThreadId;
        var thrown = 0;
        void Count(object? sender, FirstChanceExceptionEventArgs e) => thrown += Environment.CurrentManagedThreadId == thread ? 1 : 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        foreach (var bytes in Heads())
            for (var read = 0; read < Reads.Length; read++)
            {
                var reader = new WireReader(bytes);
                Reads[read](ref reader);
                Assert.True(reader.Error is not null || reader.Position <= bytes.Length);
            }
        AppDomain.CurrentDomain.FirstChanceException -= Count;
        Assert.Equal(0, thrown);
    }

    [Fact]
    public void ReadAndWrite_BytesMovedByTheCollector_GoOn()
    {
        for (var round = 0; round < 20; round++)
        {
            var garbage = new byte[1000];
            var bytes = new byte[64];
            var writer = new WireWriter(bytes);
            writer.WriteInt64(round);
            garbage = null;
            GC.Collect(0, GCCollectionMode.Forced, blocking: true, compacting: true);
            writer.WriteString("moved");
            var reader = new WireReader(bytes);
            Assert.Equal(round, reader.ReadInt64());
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            Assert.Equal("moved", reader.ReadString());
        }
    }

    [Fact]
    public void ReadAndWrite_SeveralAtOnce_DoNotDisturbEachOther()
    {
        var first = new WireWriter(new byte[16]);
        var second = new WireWriter(stackalloc byte[16]);
        first.WriteInt64(300);
        second.WriteString("b");
        first.WriteString("a");
        var readFirst = new WireReader(first.Written);
        var readSecond = new WireReader(second.Written);
        Assert.Equal((300, "b", "a"), (readFirst.ReadInt64(), readSecond.ReadString(), readFirst.ReadString()));
    }

    private static readonly WireRead[] Reads =
    [
        (ref WireReader r) => r.ReadInt64(), (ref WireReader r) => r.ReadUInt64(), (ref WireReader r) => r.ReadDouble(),
        (ref WireReader r) => r.ReadBoolean(),
        (ref WireReader r) => r.TryReadNil(), (ref WireReader r) => r.ReadString(), (ref WireReader r) => r.ReadBinary(),
        (ref WireReader r) => r.ReadArrayHeader(),
        (ref WireReader r) => r.ReadMapHeader(), (ref WireReader r) => r.ReadExtension(out _), (ref WireReader r) => r.Skip(),
    ];

    private static IEnumerable<byte[]> Heads()
    {
        foreach (var code in Enumerable.Range(0, 256))
            foreach (var number in new byte[] { 0x00, 0x01, 0x7f, 0x80, 0xff })
                for (var length = 0; length <= 12; length++)
                {
                    yield return [(byte)code, .. Enumerable.Repeat(number, length)];
                    yield return [(byte)code, .. new byte[length / 2], .. Enumerable.Repeat(number, length)];
                }
    }

    private static void AssertRefused<TException>(string hex, PackageRead package, WireRead wire, string found)
        where TException : Exception
    {
        Assert.Throws<TException>(() => Run(hex, package));
        Assert.Equal(found, ErrorOf(hex, wire)?.Found.En);
    }

    private static void AssertTaken(string hex, PackageRead package, WireRead wire)
    {
        Run(hex, package);
        Assert.NotNull(ErrorOf(hex, wire));
    }

    private static void Run(string hex, PackageRead read)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        read(ref reader);
    }

    private static WireError? ErrorOf(string hex, WireRead read)
    {
        var reader = new WireReader(Convert.FromHexString(hex));
        read(ref reader);
        return reader.Error;
    }
}
