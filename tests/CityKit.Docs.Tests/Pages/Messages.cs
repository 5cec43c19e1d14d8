using CityKit.Core;
using CityKit.Core.Wire;
using MessagePack;
using MessagePack.Resolvers;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

/// <summary>The code of docs/wire-format.md.</summary>
public static class Messages
{
    [MessagePackObject]
    public sealed class Visit
    {
        [Key(0)] public DeviceId Door { get; set; }
        [Key(1)] public Instant At { get; set; }
        [Key(2)] public GeoPoint? Place { get; set; }
    }

    internal static Visit ThereAndBack(Visit visit)
    {
        var options = MessagePackSerializerOptions.Standard.WithResolver(
            CompositeResolver.Create(CityKitResolver.Instance, StandardResolver.Instance));
        byte[] bytes = MessagePackSerializer.Serialize(visit, options);
        Visit again = MessagePackSerializer.Deserialize<Visit>(bytes, options);
        return again;
    }
}
