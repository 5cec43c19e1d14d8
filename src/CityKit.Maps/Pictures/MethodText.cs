namespace CityKit.Maps.Pictures;

/// <summary>What a method of classes is called on a map.</summary>
internal static class MethodText
{
    internal static string Of(ClassMethod method) => $"{Zh(method)} {En(method)}";

    internal static string Zh(ClassMethod method) => method switch
    {
        ClassMethod.Equal => "等间距分级",
        ClassMethod.Natural => "自然断点分级",
        _ => "分位数分级",
    };

    internal static string En(ClassMethod method) => method switch
    {
        ClassMethod.Equal => "classes of equal width",
        ClassMethod.Natural => "natural breaks",
        _ => "quantile classes",
    };
}
