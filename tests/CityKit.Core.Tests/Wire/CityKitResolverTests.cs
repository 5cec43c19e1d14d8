using CityKit.Core.Chain;
using CityKit.Core.Wire;
using MessagePack;
using MessagePack.Resolvers;
using NodaTime;

namespace CityKit.Core.Tests.Wire;

public class CityKitResolverTests
{
    private static readonly MessagePackSerializerOptions Options =
        MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create(CityKitResolver.Instance, BuiltinResolver.Instance));

    /// <summary>Each type's shape, written down by hand from docs/wire-format.md.</summary>
    [Fact]
    public void Serialize_EachType_HasItsStatedShapeAndIsReadBack()
    {
        AssertShape("cf18e9e659d5f60000", Instant.FromUnixTimeTicks(17_952_192_000_000_000));
        AssertShape("ce59682f00", Duration.FromMilliseconds(1500));
        AssertShape("ff", Duration.FromNanoseconds(-1));
        AssertShape("93cd07ea0b1b", new LocalDate(2026, 11, 27));
        AssertShape("cf00000d18c2e28000", new LocalTime(4, 0));
        AssertShape("94cd07ea0b1bcf00000d18c2e28000", new LocalDate(2026, 11, 27).At(new LocalTime(4, 0)));
        AssertShape("cd7080", Offset.FromHours(8));
        AssertShape("a670692d303031", DeviceId.Parse("pi-001"));
        AssertShape("a5736d6f6b65", SensorName.Parse("smoke"));
        AssertShape("c410000102030405060708090a0b0c0d0e0f", BootId.Parse("000102030405060708090a0b0c0d0e0f"));
        AssertShape("c410000102030405060708090a0b0c0d0e0f", OutboxId.Parse("000102030405060708090a0b0c0d0e0f"));
        AssertShape("c420" + new RunningHash().Next("abc"u8), new RunningHash().Next("abc"u8));
        AssertShape("9201ce59682f00", new DeviceTime(1, 1_500_000_000));
        AssertShape("92cb405e000000000000cb4042000000000000", GeoPoint.FromDegrees(120, 36));
        AssertShape(Convert.ToHexStringLower(WireSamples.Encode(WireSamples.Fall)), WireSamples.Fall);
    }

    [Fact]
    public void Serialize_NoValue_IsNil()
    {
        AssertShape<Instant?>("c0", null);
        AssertShape<DeviceId?>("c0", null);
        AssertShape<CityEvent?>("c0", null);
        AssertShape<LocalDate?>("93cd07ea0b1b", new LocalDate(2026, 11, 27));
    }

    [Theory]
    [InlineData(typeof(LocalDate), "93cd07ea0d1b")]
    [InlineData(typeof(LocalDate), "92cd07ea0b")]
    [InlineData(typeof(LocalTime), "ff")]
    [InlineData(typeof(DeviceId), "a25049")]
    [InlineData(typeof(DeviceId), "c0")]
    [InlineData(typeof(BootId), "c40100")]
    [InlineData(typeof(BootId), "b0" + "30303030303030303030303030303030")]
    [InlineData(typeof(GeoPoint), "92cb4066900000000000cb4042000000000000")]
    [InlineData(typeof(CityEvent), "9101")]
    public void Deserialize_WhatIsNoSuchValue_IsThePackagesException(Type type, string hex) =>
        Assert.Throws<MessagePackSerializationException>(
        () => { MessagePackSerializer.Deserialize(type, Convert.FromHexString(hex), Options); });

    [Fact]
    public void GetFormatter_ATypeOfSomeoneElse_IsLeftToOtherResolvers() => Assert.Null(CityKitResolver.Instance.GetFormatter<Uri>());

    [Fact]
    public void Types_ValuesOfCore_AreEachKnownAlsoAsNullable() => Assert.Equal(27, CityKitResolver.Types.Count);

    private static void AssertShape<T>(string hex, T value)
    {
        var bytes = MessagePackSerializer.Serialize(value, Options);
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
        Assert.Equal(value, MessagePackSerializer.Deserialize<T>(bytes, Options));
    }
}
