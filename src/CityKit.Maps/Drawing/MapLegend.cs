using CityKit.Core;
using CityKit.Maps.Pictures;
using CityKit.Shared.Svg;

namespace CityKit.Maps.Drawing;

/// <summary>Writes the legend: the classes of counts with how many areas each has, and the classes of components.</summary>
internal sealed class MapLegend(SvgWriter svg, double left, double width)
{
    private const double Row = 24;
    private double y;

    /// <summary>Writes it from a height on; returns where it ends.</summary>
    internal double Write(MapPicture picture, double top)
    {
        y = top;
        Heading(picture.CountName);
        foreach (var one in picture.Classes.All.Reverse()) Swatch(picture.Shade(one.Colour), one.ToString(), one.Areas);
        if (picture.Classes.Unknown > 0) Swatch(picture.Shade(MapColours.NoData), "无数据 no data", picture.Classes.Unknown);
        Total(picture);
        if (!picture.Dots.IsEmpty) Dots(picture);
        return y;
    }

    private void Heading(LocalizedText text)
    {
        Lines(text.Zh, new SvgTextStyle(16, MapColours.Ink) { IsBold = true });
        if (text.En != text.Zh) Lines(text.En, new SvgTextStyle(13, MapColours.Faint));
        y += 8;
    }

    private void Lines(string text, SvgTextStyle style)
    {
        foreach (var line in TextWidth.Lines(text, style.Size, width)) svg.Text(left, y += style.Size * 1.3, line, style);
    }

    private void Swatch(string colour, string text, int areas)
    {
        svg.Box(left, y, 28, 18, colour, MapColours.Border);
        svg.Text(left + 38, y + 14, text, new SvgTextStyle(13, MapColours.Ink));
        svg.Text(left + width, y + 14, CountText.Of(areas), new SvgTextStyle(12, MapColours.Faint), "end");
        y += Row;
    }

    private void Total(MapPicture picture)
    {
        var known = picture.Areas.Where(area => area.Count is not null).ToList();
        y += 4;
        Lines($"合计 Total {CountText.Of(known.Sum(area => area.Count!.Value))}", new SvgTextStyle(13, MapColours.Ink));
        Lines($"区域（右列：各级区域数） Areas (right: in each class) {CountText.Of(picture.Areas.Length)}", new SvgTextStyle(11, MapColours.Faint));
    }

    private void Dots(MapPicture picture)
    {
        y += 18;
        Heading(new LocalizedText("部件", "Components"));
        foreach (var group in DotClasses.Of(picture.Dots))
        {
            svg.Dot(left + 14, y + 9, 5, group.Colour);
            svg.Text(left + 38, y + 14, group.Name.Zh, new SvgTextStyle(13, MapColours.Ink));
            svg.Text(left + width, y + 14, CountText.Of(group.Count), new SvgTextStyle(12, MapColours.Faint), "end");
            y += Row;
        }
    }
}
