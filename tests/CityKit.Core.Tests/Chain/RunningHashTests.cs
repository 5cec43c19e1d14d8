using CityKit.Core.Chain;
using CityKit.Tests.Shared;

namespace CityKit.Core.Tests.Chain;

public class RunningHashTests
{
    // Computed apart from this code with Python's hashlib: sha256(before + record).
    [Fact]
    public void Next_FromTheStart_MatchesIndependentVectors()
    {
        Assert.Equal("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925", new RunningHash().Next([]).ToString());
        var abc = new RunningHash().Next("abc"u8);
        Assert.Equal("365aa7d8f7f9402c4b9434502b4cc89ddb09fe50d7cd95b493b834c62d5a5370", abc.ToString());
        var large = Enumerable.Range(0, 2048).Select(i => (byte)i).ToArray();
        Assert.Equal("24229a9028460530b48e293ed29eaed09fbb123b57d119da441b3d8cca518c7c", abc.Next(large).ToString());
    }

    [Fact]
    public void Default_IsThirtyTwoZeroBytes() => Assert.Equal(new byte[32], default(RunningHash).ToArray());

    [Theory]
    [InlineData(991), InlineData(992), InlineData(993)]
    public void Next_AroundTheStackBuffer_IsSha256OfBoth(int length)
    {
        var record = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
        var before = new RunningHash().Next("x"u8);
        byte[] joined = [.. before.ToArray(), .. record];
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(joined), before.Next(record).ToArray());
    }

    [Fact]
    public void FromBytes_OfItsBytes_IsEqual()
    {
        var hash = new RunningHash().Next("abc"u8);
        Assert.Equal(hash, RunningHash.FromBytes(hash.ToArray()));
        Assert.NotEqual(hash, new RunningHash().Next("abd"u8));
    }

    [Fact]
    public void FromBytes_OfTooFew_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => RunningHash.FromBytes(new byte[31]));

    [Fact]
    public void Next_OfAnEvent_AllocatesNothing()
    {
        var hash = new RunningHash().Next("warm"u8);
        var record = new byte[200];
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 100; i++) hash = hash.Next(record);
        }));
        Assert.NotEqual(default, hash);
    }
}
