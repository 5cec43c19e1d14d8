using System.IO.Compression;
using CityKit.Shared.Streams;

namespace CityKit.Import.Files;

/// <summary>The unpacked bytes of a gzip file, up to its true end.</summary>
/// <remarks><see cref="GZipStream"/> asks for more input only when it has given all that the input before holds; so what it gives before
/// the seal is reached is the file's, and what it gives afterwards must be the seal.</remarks>
internal sealed class GzipInput : ReadOnlyStream
{
    private readonly GzipSeal seal;
    private readonly GZipStream unpacked;
    private InvalidDataException? damage;
    private long position;
    private bool hasEnded;

    internal GzipInput(Stream packed)
    {
        seal = new GzipSeal(packed);
        unpacked = new GZipStream(seal, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        if (damage is not null) throw damage;
        if (hasEnded || buffer.IsEmpty) return 0;
        var read = Unpack(buffer);
        hasEnded = seal.IsReached;
        if (hasEnded) CheckSeal(buffer[..read]);
        else position += read;
        return hasEnded ? 0 : read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void CheckSeal(ReadOnlySpan<byte> first)
    {
        Span<byte> rest = new byte[GzipSeal.Text.Length + 1]; // one byte more than may come
        first[..Math.Min(first.Length, rest.Length)].CopyTo(rest);
        var count = Math.Min(first.Length, rest.Length);
        while (count < rest.Length && Unpack(rest[count..]) is var read and > 0) count += read;
        if (seal.IsEmpty || !rest[..count].SequenceEqual(GzipSeal.Text)) throw Damaged(null);
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return unpacked.Read(buffer);
        }
        catch (InvalidDataException wrong)
        {
            throw Damaged(wrong);
        }
    }

    private InvalidDataException Damaged(Exception? wrong) => damage = new InvalidDataException(position == 0
        ? "It is no gzip file, or damaged from its beginning: pack it again, or take .gz off its name. 不是 gzip 文件或开头已损坏：请重新压缩，或去掉 .gz 后缀。"
        : $"The gzip file is damaged or cut short after {position} unpacked bytes: copy or pack it again. "
            + $"gzip 文件在解压 {position} 字节后损坏或中断：请重新复制或压缩。", wrong);
}
