using System.Text;
using PrecisionTour;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Report.Show(Tour.Stations);
