using CityKit.Core;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using NodaTime;

namespace CityKit.Credentials.Tests.Passes;

/// <summary>The rider scans the gate's poster; the phone proves rider, place and time.</summary>
public sealed class PosterTests : IDisposable
{
    private static readonly Instant Now = GateWorld.Now;
    private static readonly GeoPoint Door = GeoPoint.FromDegrees(120.4110, 36.0610);
    private static readonly GatePoster Poster = new(GateWorld.Gate, Door, 20);
    private readonly GateWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Poster_Read_NamesTheGate()
    {
        Assert.Equal(GateWorld.Gate, GatePoster.GateOf(Poster.ToCode()));
        Assert.Null(GatePoster.GateOf("CKP1:ABC"));
        Assert.Null(GatePoster.GateOf("CKG1:"));
    }

    [Theory] // 0.0001 degrees of latitude are 11 m
    [InlineData(0, 5, null)]
    [InlineData(0.00015, 5, null)]
    [InlineData(0.0004, 30, null)] // 44 m away, 20 + 30 m allowed
    [InlineData(0.0004, 5, "not-at-gate")]
    [InlineData(0.05, 50, "not-at-gate")] // a copy of the poster at the next compound
    [InlineData(0, 51, "place-unsure")]
    public void WhyNot_OfAProofByItsPlace_OpensAtTheGateAlone(double north, int accuracy, string? refusal) =>
        Assert.Equal(refusal, WhyNot(Prove(GeoPoint.FromDegrees(120.4110, 36.0610 + north), accuracy)));

    [Theory]
    [InlineData(-60, null)]
    [InlineData(60, null)]
    [InlineData(-61, "wrong-time")]
    [InlineData(61, "wrong-time")]
    public void WhyNot_OfAProofByItsTime_TakesAMinute(int seconds, string? refusal) =>
        Assert.Equal(refusal, WhyNot(Prove(Door, 5, Now + Duration.FromSeconds(seconds))));

    [Fact]
    public void WhyNot_OfAProofWhosePlaceWasChanged_SaysNotTheHolder()
    {
        var far = Prove(GeoPoint.FromDegrees(120.5, 36.1), 5);
        Assert.Equal("not-the-holder", WhyNot(far with { Place = Door }));
    }

    [Fact]
    public void WhyNot_OfARevokedPass_SaysRevoked() =>
        Assert.Equal("revoked", world.Reader.WhyNot(Prove(Door, 5), Poster, Now, world.Trust(1))?.Code);

    [Fact]
    public void Read_OfAProof_IsTheSame()
    {
        var proof = Prove(GeoPoint.FromDegrees(-179.9999999, -89.1234567), 12);
        var read = PosterProof.Read(proof.ToString(), out var problem);
        Assert.Null(problem);
        Assert.Equal(PassGate.UseOf(proof), PassGate.UseOf(read!));
        using var key = Es256Suite.Instance.Import(world.Phone.PublicKey)!;
        Assert.True(read!.IsSignedBy(key));
    }

    [Fact]
    public void Read_OfRandomBytes_NeverThrows()
    {
        var random = new Random(4);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(700)];
            random.NextBytes(bytes);
            if (bytes.Length > 0) bytes[0] = 0x98;
            Assert.Null(PosterProof.Read(System.Buffers.Text.Base64Url.EncodeToString(bytes), out var problem));
            Assert.Equal("form", problem!.Check);
        }
    }

    private PosterProof Prove(GeoPoint place, int accuracy, Instant? at = null) =>
        PosterProof.Sign(world.Issue(), world.Phone, GateWorld.Gate, place, accuracy, at ?? Now);

    private string? WhyNot(PosterProof proof) => world.Reader.WhyNot(proof, Poster, Now, world.Trust())?.Code;
}
