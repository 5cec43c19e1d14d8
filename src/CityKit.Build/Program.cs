using System.Text;
using CityKit.Build;

if (args is not [var list, var stamp])
{
    Console.Error.WriteLine("CityKit.Build LIST STAMP: run by the targets of the package CityKit.Build.");
    return 2;
}
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return BuildCheck.Run(File.ReadAllLines(list), stamp, Console.Out);
