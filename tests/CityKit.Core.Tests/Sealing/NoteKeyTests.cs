using System.Security.Cryptography;
using CityKit.Core.Sealing;

namespace CityKit.Core.Tests.Sealing;

public sealed class NoteKeyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void Open_WhatWasSealedForTheKey_IsTheSame(int length)
    {
        using var key = NoteKey.Create();
        using var again = NoteKey.Import(key.Export());
        var plain = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(plain, again.Open(NoteKey.Seal(key.PublicKey, plain)));
    }

    [Fact]
    public void Seal_TheSameTwice_GivesNothingThatIsTheSame()
    {
        using var key = NoteKey.Create();
        Assert.NotEqual(NoteKey.Seal(key.PublicKey, "yes"u8)[1..20], NoteKey.Seal(key.PublicKey, "yes"u8)[1..20]);
    }

    [Fact]
    public void Open_AnyByteChangedCutShortOrAnotherKey_IsRefused()
    {
        using var key = NoteKey.Create();
        using var other = NoteKey.Create();
        var note = NoteKey.Seal(key.PublicKey, "yes"u8);
        Assert.ThrowsAny<CryptographicException>(() => other.Open(note));
        for (var i = 0; i < note.Length; i++)
        {
            var changed = (byte[])note.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open(changed));
            Assert.ThrowsAny<CryptographicException>(() => key.Open(note.AsSpan(0, i)));
        }
    }

    [Fact]
    public void Import_SomethingElse_IsRefused() => Assert.ThrowsAny<CryptographicException>(() => NoteKey.Import("no key"u8));
}
