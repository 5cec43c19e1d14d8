using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;
using NodaTime;

namespace MyCity.Funds;

/// <summary>The maintenance fund of a compound (维修资金).</summary>
public sealed record Fund(string Id, long Fen, Instant Until)
{
    internal static DocumentKind<Fund> Kind { get; } = ModuleJson.Documents("funds_fund", f => f.Id, FundsJson.Shared.Fund);
}

[JsonSerializable(typeof(Fund))]
internal sealed partial class FundsJson : JsonSerializerContext
{
    internal static FundsJson Shared { get; } = new(ModuleJson.NewOptions());
}

/// <summary>What a fund has, for anybody with its code (公开查询).</summary>
public sealed class FundCode : IPublicCode
{
    public string Name => "fund"; // GET /public/fund/{code}

    public async ValueTask<Action<Utf8JsonWriter>?> FindAsync(UInt128 id, PublicFacts facts, CancellationToken cancellationToken) =>
        await facts.Store.FindAsync(Fund.Kind, $"{id:x32}", cancellationToken) is { } fund && fund.Until > facts.Now
            ? writer => writer.WriteNumber("fen", fund.Fen)
            : null;
}
