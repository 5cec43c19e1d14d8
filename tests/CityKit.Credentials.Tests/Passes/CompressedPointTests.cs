using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;

namespace CityKit.Credentials.Tests.Passes;

public sealed class CompressedPointTests
{
    [Fact]
    public void Expand_OfManyKeys_GivesTheSameKeys()
    {
        for (var i = 0; i < 200; i++)
        {
            using var key = SigningKey.Create();
            Assert.Equal(key.PublicKey, CompressedPoint.Expand(CompressedPoint.Compress(key.PublicKey)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("04b28d4mwzmjw8")]
    [InlineData("05ffffffff00000001000000000000000000000000fffffffffffffffffffffffe")] // no sign
    [InlineData("02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")] // the prime itself
    [InlineData("02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Expand_OfNoPoint_IsNull(string hex) =>
        Assert.Null(CompressedPoint.Expand(hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : [4, 4]));

    [Fact] // about half of all x have no y
    public void Expand_OfAnyX_IsAPointOfTheCurveOrNull()
    {
        var (random, points) = (new Random(2), 0);
        for (var i = 0; i < 400; i++)
        {
            var bytes = new byte[CompressedPoint.Bytes];
            random.NextBytes(bytes);
            bytes[0] = (byte)(2 + i % 2);
            if (CompressedPoint.Expand(bytes) is not { } key) continue;
            points++;
            using var imported = Es256Suite.Instance.Import(key); // the platform checks that it is on the curve
            Assert.NotNull(imported);
        }
        Assert.InRange(points, 120, 280);
    }
}
