using CityKit.Core;

namespace CityKit.Evidence.Pictures;

/// <summary>A picture with nothing in it but what shows it: no EXIF, XMP, position, comment, thumbnail or bytes after its end.</summary>
/// <param name="Bytes">The copy; what shows it is byte for byte the original's.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Orientation">How the original's EXIF says it is to be turned, 1 to 8; 1 when nothing says so.</param>
internal sealed record PictureCopy(byte[] Bytes, int Width, int Height, int Orientation)
{
    /// <summary>A picture of more pixels takes the memory of the program that shows it: 100 million.</summary>
    internal const long MaxPixels = 100_000_000;

    internal const int UprightOrientation = 1;

    /// <summary>Why a copy is not shown; null when it may be.</summary>
    internal LocalizedText? Fault => Width == 0 || Height == 0
        ? new LocalizedText("图片没有尺寸", "The picture states no size")
        : (long)Width * Height > MaxPixels
            ? new LocalizedText($"图片为 {Width} × {Height} 像素，上限为 {MaxPixels} 像素，请缩小后重传",
                $"The picture has {Width} x {Height} pixels, the limit is {MaxPixels}: send a smaller one")
            : null;

    internal static LocalizedText Broken(int at, string zh, string en) =>
        new($"图片第 {at} 字节处{zh}", $"The picture is damaged at byte {at}: {en}");
}
